package attendance

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"trellis/app/attendance/report"
	"trellis/models"
	"trellis/models/store"
)

// LookAtFiles are the answers of a trainer who looks at files about who came: nothing is kept until they confirm.
type LookAtFiles struct {
	Cohort string // its code
	// Reports are the ids of the files that the page showed.
	Reports []string `form:"report"`
	// Sessions are the numbers of sessions by file, Who enrolments by question; an empty one is left out.
	Sessions map[string]string `form:"session"`
	Who      map[string]string `form:"who"`
	// Marks and Was are by LineField; Was is what the page suggested. An empty mark leaves what is there.
	Marks map[string]string `form:"mark"`
	Was   map[string]string `form:"was"`
	// Missed tells, by session number, that whoever is not marked and not in a file missed it.
	Missed map[string]string `form:"missed"`
	// Versions are those of the registers when the page was opened, by session number.
	Versions map[string]int `form:"version"`
	// Shown is what the page showed the marks for; see FilesPage.
	Shown string `form:"shown"`
}

// LineField is the key of a person's mark at a session.
func LineField(session int, enrolment models.ID) string {
	return strconv.Itoa(session) + "-" + string(enrolment)
}

// FilesPage is what files about who came say of the sessions of a cohort.
type FilesPage struct {
	store.TaughtCohort
	Course   models.Course
	Sessions []models.Session // whose registers are open
	Files    []LookedFile
	Tables   []FileTable
	Asked    []Asked
	// AskedMore counts those whom nobody on the cohort resembles, beyond the most that are asked of.
	AskedMore int
	Trainers  []string // who are in the files too
	Rows      []FileRow
	People    []store.RollLine
	// Shown stands for the answers that the marks are suggested for.
	Shown string
	// Changed tells that the answers have changed since the marks were shown: they are to be looked at again.
	Changed  bool
	Stale    bool // a register was saved meanwhile
	Problems models.Invalid
	Now      time.Time
}

// LookedFile is a file with what was found in it.
type LookedFile struct {
	ID         models.ID
	Name       string
	UploadedBy string
	UploadedAt time.Time
	Report     report.Report
	Problem    string // it cannot be read any more
	Session    int    // for which it is; 0 is not known
	Unknown    []report.Warning
}

// FileTable is a session with what the files say of each person of the cohort.
type FileTable struct {
	models.Session
	Files   []string
	Lines   []FileLine
	Missed  bool // whoever is not in the files and not marked is to be marked as missed
	Without int  // how many those are
}

// FileLine is one person at a session.
type FileLine struct {
	store.RollLine
	InFile    bool
	Known     bool // the file says how long
	Minutes   int
	Share     int // percent of the session
	As        []string
	By        MatchedBy
	Suggested models.Mark // empty: nothing
	Mark      models.Mark // in the form
	Now       models.Attendance
	Apology   bool // sent
}

// FileRow is one person in a file, whoever they are.
type FileRow struct {
	File      string
	Line      int
	Session   int // 0 for none
	Name      string
	Addresses []string
	Person    string // whom they are taken for; empty for nobody
	By        MatchedBy
	Minutes   int
	Share     int
	Known     bool
	Mark      models.Mark // that they alone suggest
}

// Asked is somebody in the files of whom nobody knows who they are.
type Asked struct {
	Key       string
	Name      string
	Addresses []string
	Role      string
	Where     []string // "session 2, 45 minutes"
	Why       string
	Perhaps   []models.ID
	Answer    models.ID
	minutes   int
}

// mostAsked is how many people a page asks of; the rest of a large webinar are in its CSV.
const mostAsked = 60

// file is the content of a file, from a form or a command.
type file struct {
	id       models.ID
	name     string
	content  []byte
	by       string
	uploaded time.Time
}

// LookAtFiles is the page on which those who keep the registers of a cohort look at the files that are there.
func (s *Service) LookAtFiles(ctx context.Context, actor models.Actor, in LookAtFiles) (page FilesPage, err error) {
	cohort, err := s.keptCohort(ctx, actor, in.Cohort)
	if err != nil {
		return page, err
	}
	uploads, err := s.Store.AttendanceReports(ctx, cohort.ID)
	if err != nil {
		return page, err
	}
	l, err := s.lookAt(ctx, s.Store.Reads, cohort, filesOf(uploads), in)
	return l.page, err
}

func filesOf(uploads []store.UploadedReport) []file {
	files := make([]file, len(uploads))
	for i, u := range uploads {
		files[i] = file{u.ID, u.FileName, u.Content, u.UploadedBy, u.UploadedAt}
	}
	return files
}

// looked is a page in the making.
type looked struct {
	page  FilesPage
	in    LookAtFiles
	known knownPeople
	alike map[string]int
	marks map[models.ID]map[models.ID]models.Attendance
	sent  map[string]bool // apologies, by LineField
	there map[int]map[models.ID]*found
	asked map[string]*Asked
	said  map[string]report.Participant // who is asked of, by question
}

// found is what the files say of somebody at a session.
type found struct {
	participant report.Participant
	as          []string
	by          MatchedBy
}

func (s *Service) lookAt(ctx context.Context, reads store.Reads, cohort store.TaughtCohort, files []file, in LookAtFiles) (*looked, error) {
	l := &looked{in: in, alike: map[string]int{}, there: map[int]map[models.ID]*found{}, asked: map[string]*Asked{}, said: map[string]report.Participant{}}
	l.page.TaughtCohort, l.page.Now, l.page.Problems = cohort, s.Store.Now(), models.Invalid{}
	if err := l.read(ctx, reads, s.Store.Today()); err != nil {
		return l, err
	}
	for _, f := range files {
		l.page.Files = append(l.page.Files, l.open(f))
	}
	l.countAlike()
	for i := range l.page.Files {
		l.place(&l.page.Files[i])
	}
	l.answer()
	l.tables()
	l.page.Changed = in.Shown != "" && in.Shown != l.page.Shown
	return l, nil
}

func (l *looked) read(ctx context.Context, reads store.Reads, today models.Date) (err error) {
	p := &l.page
	all, err := reads.Sessions(ctx, p.ID)
	if err != nil {
		return err
	}
	ids := make([]models.ID, 0, len(all))
	for _, session := range all {
		if session.MarkableAt(p.Now) {
			p.Sessions, ids = append(p.Sessions, session), append(ids, session.ID)
		}
	}
	if p.Course, err = reads.Course(ctx, p.Content()); err != nil {
		return err
	}
	if l.known, err = readKnownPeople(ctx, reads, p.Cohort, today); err != nil {
		return err
	}
	p.People = l.known.roll
	marks, err := reads.Marks(ctx, p.ID)
	if err != nil {
		return err
	}
	lines := make([]models.Attendance, len(marks))
	for i, m := range marks {
		lines[i] = m.Attendance
	}
	l.marks = models.MarksOf(lines)
	apologies, err := reads.ApologiesAt(ctx, ids)
	l.sent = map[string]bool{}
	for _, a := range apologies {
		for _, session := range p.Sessions {
			if session.ID == a.SessionID {
				l.sent[LineField(session.Number, a.EnrolmentID)] = true
			}
		}
	}
	return err
}

// open reads a file, and says for which session it is: what the trainer has said, or else what its times suggest.
func (l *looked) open(f file) LookedFile {
	out := LookedFile{ID: f.id, Name: f.name, UploadedBy: f.by, UploadedAt: f.uploaded}
	var err error
	out.Report, err = report.Read(f.content, readOptions(l.page.Sessions))
	if err != nil {
		out.Problem = problemOf(err)
		return out
	}
	if out.Report.Sessions {
		return out
	}
	said, told := l.in.Sessions[string(f.id)]
	if n, err := strconv.Atoi(said); told && err == nil && l.session(n) != nil {
		out.Session = n
	} else if !told {
		out.Session = suggestedSession(out.Report, l.page.Sessions)
	}
	if out.Session == 0 && told {
		l.page.Problems["session-"+string(f.id)] = "Choose the session that " + f.name + " is about, or put the file aside"
	}
	return out
}

func (l *looked) session(number int) *models.Session {
	for i := range l.page.Sessions {
		if l.page.Sessions[i].Number == number {
			return &l.page.Sessions[i]
		}
	}
	return nil
}

// suggestedSession is the session that a file shares most time with, or else the only one of its day; 0 for none.
func suggestedSession(r report.Report, sessions []models.Session) int {
	if r.Start.IsZero() {
		if len(sessions) == 1 {
			return sessions[0].Number
		}
		return 0
	}
	best, number, sameDay := time.Duration(0), 0, 0
	onDay := 0
	for _, s := range sessions {
		if shared := report.Within([]report.Span{{From: r.Start, To: r.End}}, s.Starts, s.Ends); shared > best {
			best, number = shared, s.Number
		}
		if models.DateOf(s.Starts) == models.DateOf(r.Start) {
			sameDay, onDay = sameDay+1, s.Number
		}
	}
	if number == 0 && sameDay == 1 {
		return onDay
	}
	return number
}

// shown stands for the answers that marks are suggested for.
func (l *looked) shown() string {
	var text []string
	for _, f := range l.page.Files {
		text = append(text, string(f.ID)+"="+strconv.Itoa(f.Session))
	}
	for _, key := range slices.Sorted(maps.Keys(l.in.Who)) {
		if id := l.in.Who[key]; id != "" && l.asked[key] != nil {
			text = append(text, key+"="+id)
		}
	}
	sum := sha256.Sum256([]byte(strings.Join(text, "\n")))
	return hex.EncodeToString(sum[:8])
}

// problemOf is what to say of a file that cannot be read.
func problemOf(err error) string { return cmp.Or(err.Error(), "The file cannot be read") }

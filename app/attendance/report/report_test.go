package report_test

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
	"pgregory.net/rapid"

	"trellis/app/attendance/report"
	"trellis/models"
)

func london(t testing.TB) *time.Location {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func sixteen(text string, order binary.AppendByteOrder, mark bool) []byte {
	if mark {
		text = "\ufeff" + text
	}
	var out []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		out = order.AppendUint16(out, unit)
	}
	return out
}

const sections = "1. Summary\r\nMeeting title\tIntroduction to R: session 2\r\nRegistered participants\t4\r\nAttended participants\t3\r\n" +
	"Start time\t\"4/17/23, 1:58:57\u202fPM\"\r\nEnd time\t\"4/17/23, 4:04:00\u202fPM\"\r\nMeeting duration\t2h 5m 3s\r\nAverage attendance time\t1h 13m 22s\r\n\r\n" +
	"2. Participants\r\nName\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole\tRegistration First Name\tRegistration Last Name\tRegistration Email\tRegistration Time\tRegistration Status\r\n" +
	"Ada Example\t\"4/17/23, 2:00:00 PM\"\t\"4/17/23, 4:00:00 PM\"\t1h 30m\tada@home.example\tada@tenant.example\tPresenter\tAda\tExample\tada@work.example\t\"4/1/23, 9:00:00 AM\"\tRegistered\r\n" +
	"Ben Example (Guest)\t\"4/17/23, 2:10:00 PM\"\t\"4/17/23, 3:10:00 PM\"\t1h\t\t\tAttendee\t\t\t\t\t\r\n" +
	"Cat Example\t\"4/17/23, 2:00:00 PM\"\t\"4/17/23, 4:00:00 PM\"\t50m 10s\tcat@work.example\tcat@work.example\tAttendee\t\t\t\t\t\r\n" +
	"\t\t\t\t\t\t\tDee\tExample\tdee@work.example\t\"4/2/23, 9:00:00 AM\"\tRegistered\r\n\r\n" +
	"3. In-Meeting Activities\r\nName\tJoin Time\tLeave Time\tDuration\tEmail\tRole\r\n" +
	"Ada Example\t\"4/17/23, 2:00:00 PM\"\t\"4/17/23, 2:30:00 PM\"\t30m\tada@home.example\tPresenter\r\n" +
	"Ada Example\t\"4/17/23, 2:20:00 PM\"\t\"4/17/23, 3:00:00 PM\"\t40m\tada@home.example\tPresenter\r\n" +
	"Ada Example\t\"4/17/23, 3:30:00 PM\"\t\"4/17/23, 4:00:00 PM\"\t30m\tada@home.example\tPresenter\r\n" +
	"Ben Example (Guest)\t\"4/17/23, 2:10:00 PM\"\t\"4/17/23, 3:10:00 PM\"\t1h\t\tAttendee\r\n"

func at(t testing.TB, text string) time.Time {
	moment, err := time.ParseInLocation("2006-01-02 15:04", text, london(t))
	if err != nil {
		t.Fatal(err)
	}
	return moment
}

func read(t testing.TB, content []byte, near ...time.Time) report.Report {
	t.Helper()
	r, err := report.Read(content, report.Options{Zone: london(t), Near: near})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// minutes lists who was there for how long: "Ada 90, Ben 60".
func minutes(r report.Report, from, to time.Time) string {
	var list []string
	for _, p := range r.People {
		text := p.Name
		if text == "" {
			text = "?"
		}
		if n, known := p.Minutes(from, to); known {
			text += fmt.Sprintf(" %d", n)
		}
		if p.Mark != "" {
			text += " " + string(p.Mark)
		}
		list = append(list, text)
	}
	return strings.Join(list, ", ")
}

func TestATeamsReportIsReadInEveryEncoding(t *testing.T) {
	from, to := at(t, "2023-04-17 14:00"), at(t, "2023-04-17 16:00")
	commas := strings.NewReplacer("\t", ",").Replace(sections)
	for name, content := range map[string][]byte{
		"UTF-16LE": sixteen(sections, binary.LittleEndian, true), "UTF-16BE": sixteen(sections, binary.BigEndian, true),
		"UTF-16LE without a mark": sixteen(sections, binary.LittleEndian, false), "UTF-8": []byte(sections), "UTF-8 with a mark": []byte("\ufeff" + sections),
		"commas": []byte(commas), "one kind of line end": []byte(strings.ReplaceAll(sections, "\r\n", "\n")), "odd": append(sixteen(sections, binary.LittleEndian, true), 10),
	} {
		t.Run(name, func(t *testing.T) {
			r := read(t, content)
			if r.Kind != report.TeamsReport || r.Title != "Introduction to R: session 2" || !r.Start.Equal(at(t, "2023-04-17 13:58").Add(57*time.Second)) {
				t.Errorf("%s %q %s", r.Kind, r.Title, r.Start)
			}
			if got, want := minutes(r, from, to), "Ada Example 90, Ben Example (Guest) 60, Cat Example 50, Dee Example 0"; got != want {
				t.Errorf("%s, want %s (%v)", got, want, r.Warnings)
			}
			ada, ben := r.People[0], r.People[1]
			if got := strings.Join(ada.Addresses(), " "); got != "ada@work.example ada@home.example ada@tenant.example" || !ben.Guest || ada.Role != "Presenter" {
				t.Errorf("%s, guest %v, role %s", got, ben.Guest, ada.Role)
			}
			if len(r.Warnings) != 0 {
				t.Errorf("warnings %v", r.Warnings)
			}
		})
	}
}

func TestEveryShapeIsRecognised(t *testing.T) {
	from, to := at(t, "2026-02-03 10:00"), at(t, "2026-02-03 12:00")
	for _, test := range []struct {
		name, text string
		kind       report.Kind
		want       string
	}{
		{
			"an older Teams list", "Full Name\tUser Action\tTimestamp\nAda\tJoined before\t2/3/2026, 9:55:00 AM\nBen\tJoined\t2/3/2026, 10:30:00 AM\nBen\tLeft\t2/3/2026, 11:00:00 AM\nBen\tJoined\t2/3/2026, 11:30:00 AM\nAda\tLeft\t2/3/2026, 12:00:00 PM\n",
			report.TeamsList, "Ada 120, Ben 60",
		},
		{"the same in German, day first", "Vollständiger Name\tBenutzeraktion\tZeitstempel\nAda\tBeigetreten\t3.2.2026, 10:00:00\nAda\tVerlassen\t3.2.2026, 11:00:00\n", report.TeamsList, "Ada 60"},
		{
			"a Teams report with a summary above one table", "Meeting Summary\nTotal Number of Participants\t2\nMeeting Title\tR\nMeeting Start Time\t2/3/2026, 10:00:00 AM\nMeeting End Time\t2/3/2026, 12:00:00 PM\nMeeting Id\tx-1\n\n" +
				"Full Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole\tParticipant ID (UPN)\nAda\t2/3/2026, 10:00:00 AM\t2/3/2026, 12:00:00 PM\t2h\tada@x.example\tOrganizer\tada@x.example\n",
			report.TeamsReport, "Ada 120",
		},
		{"a localised Teams report", "1. Resumo\nTítulo da reunião\tAlinhamento\nHora de início\t03/02/26, 10:00:00\nHora de término\t03/02/26, 12:00:00\n\n2. Participantes\nNome\tPrimeiro ingresso\tÚltima saída\tDuração na reunião\tEmail\tID do participante (UPN)\tFunção\n" +
			"Davi\t03/02/26, 10:00:00\t03/02/26, 11:00:00\t1h\td@x.example\td@x.example\tOrganizador\n", report.TeamsReport, "Davi 60"},
		{
			"one in a language that is not known", "1. Yhteenveto\nKokouksen otsikko\tR\n\n2. Osallistujat\nNimi\tLiittyi\tPoistui\tKesto\tSähköposti\tTunnus\tRooli\nAino\t3.2.2026 klo 10.00.00\t3.2.2026 klo 11.00.00\t1 t\ta@x.example\ta@x.example\tOsallistuja\n",
			report.TeamsReport, "Aino 60",
		},
		{
			"a live event", "Session Id,Participant Id,Full Name,UserAgent,UTC Event Timestamp,Action,Role\ns1,p1,Ada,Chrome,02/03/2026 10:00:00 AM,Joined,Attendee\ns2,p2, ,Chrome,02/03/2026 10:30:00 AM,Joined,Attendee\ns1,p1,Ada,Chrome,02/03/2026 11:00:00 AM,Left,Attendee\ns2,p2, ,Chrome,02/03/2026 12:00:00 PM,Left,Attendee\n",
			report.TeamsLiveEvent, "Ada 60, ? 90",
		},
		{
			"Zoom", "Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants,\n812,R,02/03/2026 09:55:00 AM,02/03/2026 12:05:00 PM,host@x.example,130,2,\n\nName (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,In Waiting Room\n" +
				"Ada,ada@x.example,02/03/2026 09:55:00 AM,02/03/2026 10:45:00 AM,50,No,No\nAda again,ada@x.example,02/03/2026 10:30:00 AM,02/03/2026 11:30:00 AM,60,No,No\niPhone (Ben),,02/03/2026 11:00:00 AM,02/03/2026 12:05:00 PM,65,Yes,No\nCat,,02/03/2026 10:00:00 AM,02/03/2026 10:05:00 AM,5,Yes,Yes\n",
			report.Zoom, "Ada 90, iPhone (Ben) 60",
		},
		{"Zoom, each once", "Name (Original Name),User Email,Total Duration (Minutes),Guest\nAda,ada@x.example,125,No\nBen,,40,Yes\n", report.Zoom, "Ada 120, Ben 40"},
		{
			"a Zoom webinar", "Attendee Report\nReport Generated:,\"Feb 3, 2026 01:00 PM\"\nTopic,Webinar ID,Actual Start Time,Actual Duration (minutes)\nR,9,\"Feb 3, 2026 10:00 AM\",120\nHost Details,\nAttended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name\n" +
				"Yes,Hanna,h@x.example,\"Feb 3, 2026 10:00 AM\",\"Feb 3, 2026 12:00 PM\",120,No,UK\nAttendee Details,\nAttended,User Name (Original Name),First Name,Last Name,Email,Registration Time,Approval Status,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name\n" +
				"Yes,Ada,Ada,E,ada@x.example,\"Jan 3, 2026 10:00 AM\",approved,\"Feb 3, 2026 10:30 AM\",\"Feb 3, 2026 11:00 AM\",30,No,UK\nNo,Ben,Ben,E,ben@x.example,\"Jan 3, 2026 10:00 AM\",approved,--,--,--,--,UK\n",
			report.Zoom, "Hanna 120, Ada 30, Ben 0 missed",
		},
		{"minutes by address", "email;minutes\nada@x.example;75\nben@x.example;\"1h 20m\"\n", report.Table, "? 75, ? 80"},
		{"marks in any order of columns", "Mark,Name,Colour\nattended,Ada,red\nPart,Ben,blue\nDNA,Cat,\n", report.Table, "Ada attended, Ben part, Cat missed"},
		{"a list of who came", "Name,Email\n\"Ada,\nthe second\",ada@x.example\n", report.Table, "Ada, the second attended"},
		{"days without doubt", "Name,Joined,Left\nAda,2026-02-03T10:00:00Z,2026-02-03T11:00:00+00:00\n", report.Table, "Ada 60"},
		{"times alone", "Name,Email,Time joined,Time exited,Duration\nAda,ada@x.example,10:30,11:00,30 min\n", report.Table, "Ada 30"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := read(t, []byte(test.text), from)
			if got := minutes(r, from, to); got != test.want || r.Kind != test.kind {
				t.Errorf("%s: %s, want %s: %s (%v)", r.Kind, got, test.kind, test.want, r.Warnings)
			}
		})
	}
}

func TestOldSpreadsheetsWriteInWindows1252(t *testing.T) {
	content, err := charmap.Windows1252.NewEncoder().String("Name;Email;Minutes\nZoë Müller;z@x.example;30\n")
	if err != nil {
		t.Fatal(err)
	}
	if r := read(t, []byte(content)); r.People[0].Name != "Zoë Müller" {
		t.Errorf("%q", r.People[0].Name)
	}
}

func TestDayAndMonthAreToldApartByTheWholeFile(t *testing.T) {
	list := func(days ...string) []byte {
		text := "Name,Join Time,Leave Time\n"
		for i, d := range days {
			text += fmt.Sprintf("P%d,\"%s, 10:00:00%s\",\"%s, 11:00:00%s\"\n", i, d, "", d, "")
		}
		return []byte(text)
	}
	for _, test := range []struct {
		name string
		days []string
		near string
		want string
	}{
		{"a day above 12", []string{"17/04/2023", "05/04/2023"}, "", "2023-04-17"},
		{"a month cannot be 17", []string{"4/17/23", "4/5/23"}, "", "2023-04-17"},
		{"the session says April", []string{"05/04/2023"}, "2023-04-05 10:00", "2023-04-05"},
		{"the session says May", []string{"05/04/2023"}, "2023-05-04 10:00", "2023-05-04"},
		{"two days in a row", []string{"05/04/2023", "06/04/2023"}, "", "2023-04-05"},
		{"dots", []string{"05.04.2023"}, "2023-05-04 10:00", "2023-04-05"},
		{"nothing to go by: the day first, as here", []string{"05/04/2023"}, "", "2023-04-05"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var near []time.Time
			if test.near != "" {
				near = append(near, at(t, test.near))
			}
			r := read(t, list(test.days...), near...)
			if got := r.People[0].Spans[0].From.Format("2006-01-02"); got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
			if told := len(r.Warnings) > 0; told != strings.HasPrefix(test.name, "nothing") {
				t.Errorf("warnings %v", r.Warnings)
			}
		})
	}
}

func TestClocksGoForwardInTheNight(t *testing.T) {
	r := read(t, []byte("Name,Join Time,Leave Time\nAda,2026-03-29 00:30,2026-03-29 02:30\n"))
	if got := r.People[0].Spans[0].To.Sub(r.People[0].Spans[0].From); got != time.Hour {
		t.Errorf("%s in the night in which an hour is left out", got)
	}
}

func TestWhatIsWrongIsSaidWithItsLine(t *testing.T) {
	r := read(t, []byte("Name,Email,Minutes,Shoe size\nAda,ada@x.example,soon,38\nBen,ben@x.example,-5,41\nCat,cat@x.example,30,40\n"))
	var said []string
	for _, w := range r.Warnings {
		said = append(said, w.String())
	}
	if got := strings.Join(said, "; "); !strings.Contains(got, `Line 2: "soon" is no length`) || !strings.Contains(got, `Line 3: "-5"`) || !strings.Contains(got, `"Shoe size" is not known`) {
		t.Errorf("%s", got)
	}
}

func TestAFileThatIsNoneOfTheseIsRefusedInWords(t *testing.T) {
	for want, content := range map[string]string{
		"is empty": " \n", "workbook": "PK\x03\x04xx", "PDF": "%PDF-1.7", "columns are not known": "colour,shape\nred,round\n", "names nobody": "Name,Email,Minutes\n",
		"no table": "<!doctype html><title>x</title>", "more than 60,000 rows": "Name,Minutes\n" + strings.Repeat("a,1\n", 60_001),
	} {
		_, err := report.Read([]byte(content), report.Options{})
		if refused, ok := errors.AsType[report.Unreadable](err); !ok || !strings.Contains(refused.Problem, want) {
			t.Errorf("%q: %v", want, err)
		}
	}
}

// Whatever the visits, the union is what a count of each minute finds.
func TestTheUnionIsWhatACountOfEachMinuteFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := time.Date(2026, 2, 3, 10, 0, 0, 0, time.UTC)
		whole := rapid.IntRange(0, 200).Draw(t, "length")
		var p report.Participant
		there := map[int]bool{}
		for range rapid.IntRange(0, 8).Draw(t, "visits") {
			from := rapid.IntRange(-100, 250).Draw(t, "from")
			length := rapid.IntRange(0, 200).Draw(t, "stays")
			p.Spans = append(p.Spans, report.Span{From: start.Add(time.Duration(from) * time.Minute), To: start.Add(time.Duration(from+length) * time.Minute)})
			for m := max(from, 0); m < min(from+length, whole); m++ {
				there[m] = true
			}
		}
		got, known := p.Minutes(start, start.Add(time.Duration(whole)*time.Minute))
		if known != (len(p.Spans) > 0) || got != len(there) {
			t.Fatalf("%d minutes, want %d", got, len(there))
		}
	})
}

func TestAMinuteHalfBegunCountsAndOneIsTheLeast(t *testing.T) {
	start := at(t, "2026-02-03 10:00")
	for seconds, want := range map[int]int{0: 0, 1: 1, 29: 1, 89: 1, 90: 2, 5370: 90, 9000: 120} {
		p := report.Participant{Spans: []report.Span{{From: start, To: start.Add(time.Duration(seconds) * time.Second)}}}
		if got, _ := p.Minutes(start, start.Add(2*time.Hour)); got != want {
			t.Errorf("%d seconds: %d minutes, want %d", seconds, got, want)
		}
	}
	if _, known := (report.Participant{Mark: models.Attended}).Minutes(start, start); known {
		t.Error("minutes are known of somebody of whom the file says none")
	}
}

// large is a webinar of so many rows.
func large(rows int) []byte {
	var b strings.Builder
	b.WriteString(strings.SplitAfter(sections, "Registration Status\r\n")[0])
	for i := range rows / 2 {
		fmt.Fprintf(&b, "Person %d\t\"4/17/23, 2:00:00 PM\"\t\"4/17/23, 4:00:00 PM\"\t2h\tp%d@x.example\tp%d@x.example\tAttendee\tPerson\t%d\tp%d@y.example\t\"4/1/23, 9:00:00 AM\"\tRegistered\r\n", i, i, i, i, i)
	}
	b.WriteString("3. In-Meeting Activities\r\nName\tJoin Time\tLeave Time\tDuration\tEmail\tRole\r\n")
	for i := range rows / 2 {
		fmt.Fprintf(&b, "Person %d\t\"4/17/23, 2:00:00 PM\"\t\"4/17/23, 4:00:00 PM\"\t2h\tp%d@x.example\tAttendee\r\n", i, i)
	}
	return sixteen(b.String(), binary.LittleEndian, true)
}

func BenchmarkAWebinarOf5000Rows(b *testing.B) {
	content := large(5000)
	for b.Loop() {
		if r := read(b, content); len(r.People) != 2500 {
			b.Fatal(len(r.People))
		}
	}
}

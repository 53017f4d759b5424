package report_test

import (
	"encoding/binary"
	"errors"
	"strings"
	"testing"
	"time"

	"trellis/app/attendance/report"
)

// FuzzRead holds that no file makes the reader fall over or count more than the session took.
func FuzzRead(f *testing.F) {
	f.Add([]byte(sections))
	f.Add(sixteen(sections, binary.LittleEndian, true))
	f.Add(sixteen(sections, binary.BigEndian, false))
	f.Add([]byte("Full Name\tUser Action\tTimestamp\nAda\tJoined\t2/3/2026, 9:55:00 AM\nAda\tLeft\t2/3/2026, 11:55:00 AM\n"))
	f.Add([]byte("Session Id,Participant Id,Full Name,UserAgent,UTC Event Timestamp,Action,Role\ns1,p1, ,Chrome,02/03/2026 10:00:00 AM,Joined,Attendee\n"))
	f.Add([]byte("Topic,ID,Host,Duration (minutes),Start time,End time,Participants\nR,1,H,10,02/03/2026 10:00:00 AM,02/03/2026 12:00:00 PM,1\n\nName (original name),Email,Join time,Leave time,Duration (minutes),Guest,In waiting room\nA,,02/03/2026 10:00,,12,Yes,No\n"))
	f.Add([]byte("Attendee Details,\nAttended,User Name (Original Name),Email,Join Time,Leave Time\nYes,Ada,a@x.example,\"Feb 3, 2026 10:30 AM\",--\n"))
	f.Add([]byte("cohort;session;email;name;minutes;mark\nR1-1;2;a@x.example;Ada;1h 30m;part\n;;;;;\n\"x\n"))
	f.Add([]byte("1. X\n2. Y\nA\tB\n\"3. Z\n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		from := time.Date(2026, 2, 3, 10, 0, 0, 0, time.UTC)
		r, err := report.Read(content, report.Options{Near: []time.Time{from}})
		if err != nil {
			if _, ok := errors.AsType[report.Unreadable](err); !ok {
				t.Fatal(err)
			}
			return
		}
		all := report.Participant{}
		for _, p := range r.People {
			all = all.Join(p)
			for _, who := range []report.Participant{p, all} {
				for _, length := range []int{0, 1, 120, 1440} {
					n, known := who.Minutes(from, from.Add(time.Duration(length)*time.Minute))
					if n < 0 || n > length || n > 0 && !known {
						t.Fatalf("%d minutes of %d", n, length)
					}
				}
			}
			if p.Mark != "" && !p.Mark.Known() || len([]rune(p.Name)) > 250 || strings.ContainsAny(p.Name, "\n\t\x00") || p.Line < 1 {
				t.Fatalf("%+v", p)
			}
		}
		if len(r.People) == 0 || r.End.Before(r.Start) {
			t.Fatalf("%d people, %s to %s", len(r.People), r.Start, r.End)
		}
	})
}

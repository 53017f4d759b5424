package report

// sections reads a Teams report in numbered sections: a summary, the participants, and each time that they joined. Where the
// headings are in a language that is not known, the order of the columns tells them, for it is always the same.
func (r *reader) sections(list []section) error {
	r.kind = TeamsReport
	for _, s := range list {
		switch s.number {
		case '1':
			r.summary(s.rows)
		case '2':
			if err := r.participants(s.rows); err != nil {
				return err
			}
		}
	}
	for _, s := range list {
		if s.number == '3' {
			r.activities(s.rows)
		}
	}
	return nil
}

// summary reads the title and when the meeting was: the first text beside a word, and the first two times.
func (r *reader) summary(rows []row) {
	for i, row := range rows {
		key, _ := columnsOf(row)
		said := row.cell(1)
		switch {
		case said == "":
		case key.has(topic) || i == 0 && r.title == "" && !readClock(said).ok && number(said) == 0:
			r.title = short(said)
		default:
			r.startOrEnd(said)
		}
	}
}

// startOrEnd takes the first time with a day as the beginning of the meeting, and the second as its end.
func (r *reader) startOrEnd(said string) {
	at := readClock(said)
	switch {
	case !at.ok || at.clockOnly:
	case !r.start.ok:
		r.start = r.clock(said, false)
	case !r.end.ok:
		r.end = r.clock(said, false)
	}
}

var (
	participantOrder = []column{name, joinedAt, leftAt, length, email, upn, role, registrationFirst, registrationLast, registrationEmail}
	activityOrder    = []column{name, joinedAt, leftAt, length, email, role}
)

// header takes the columns from the first row, or by their usual order where few are known.
func (r *reader) header(rows []row, usual []column, must ...column) columns {
	known, others := columnsOf(rows[0])
	for _, m := range must {
		if known.has(m) {
			continue
		}
		r.warn(rows[0].line, "the headings are not in a language that is known here: the columns are taken in their usual order")
		known = columns{}
		for i, c := range usual {
			if i < len(rows[0].cells) {
				known[c] = i
			}
		}
		return known
	}
	r.others(rows[0].line, others)
	return known
}

func (r *reader) others(line int, headings []string) {
	for _, h := range headings {
		r.warn(line, "the column %q is not known, and left out", h)
	}
}

func (r *reader) participants(rows []row) error {
	if len(rows) == 0 {
		return nil
	}
	cols := r.header(rows, participantOrder, name, joinedAt)
	for _, row := range rows[1:] {
		r.take(row, cols)
	}
	return nil
}

// activities give each participant the times at which they joined and left. Where two of the same name and address cannot be told
// apart, they keep what the section of participants says of them.
func (r *reader) activities(rows []row) {
	if len(rows) == 0 {
		return
	}
	cols := r.header(rows, activityOrder, name, joinedAt)
	alike := map[string][]*person{}
	for _, p := range r.people {
		alike[pairKey(p.Name, p.Email)] = append(alike[pairKey(p.Name, p.Email)], p)
	}
	for _, row := range rows[1:] {
		who := short(row.cell(cols.at(name)))
		address := address(row.cell(cols.at(email)))
		found := alike[pairKey(who, address)]
		switch {
		case len(found) == 1:
			found[0].activities = append(found[0].activities, r.visit(row, cols))
		case len(found) == 0:
			if p := r.take(row, cols); p != nil {
				p.activities = append(p.activities, r.visit(row, cols))
				p.HasLength, p.Said = false, 0
				alike[pairKey(who, address)] = []*person{p}
			}
		}
	}
}

func pairKey(who, address string) string { return bare(who) + "\x00" + bare(address) }

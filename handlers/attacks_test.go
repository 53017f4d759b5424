package handlers

import (
	"encoding/csv"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"trellis/models/modeltest"
)

// payload runs where a page does not write it as text. It ends an attribute and an element first.
const payload = `"'></title></textarea><script>alert(1)</script><img src=x onerror=alert(1)>`

// visits are all addresses of the routes of a method, each with somebody whom it is for.
func (c *cast) visits(t *testing.T, method string) []visit {
	t.Helper()
	list, known := []visit{}, things(c)
	for _, route := range (&Handlers{}).routes() {
		if route.Method != method || strings.HasPrefix(route.Path, "/demo") || route.Path == "/sign-out" || strings.HasSuffix(route.Path, "sign-out-everywhere") {
			continue
		}
		v := visit{route: route, address: route.Path}
		if strings.Contains(route.Path, ":") {
			v.address, v.by = known[route.Path].address(t, route.Path), known[route.Path].whose[0]
		}
		if v.by == "" || v.by == "*" {
			v.by = c.whoMay(route)
		}
		list = append(list, v)
	}
	return list
}

type visit struct {
	route       Route
	address, by string
}

// whoMay is somebody whom the table lets do the route's act.
func (c *cast) whoMay(route Route) string {
	for _, name := range []string{"ada", "mia", "tess", "lea", "bea"} {
		if got := c.ask(c.actors[name], http.MethodGet, route.Path, nil); route.Method == http.MethodGet && got.Status == http.StatusOK {
			return name
		}
	}
	return "bea"
}

// isInert checks that a page has no script of its own and nothing that reacts by script.
func (a answer) isInert(where string) {
	a.t.Helper()
	if !strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") {
		return
	}
	doc, err := html.Parse(strings.NewReader(a.Body))
	if err != nil {
		a.t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		hasSource := false
		for _, attribute := range n.Attr {
			hasSource = hasSource || attribute.Key == "src"
			if strings.HasPrefix(attribute.Key, "on") || strings.HasPrefix(strings.ToLower(strings.TrimSpace(attribute.Val)), "javascript:") {
				a.t.Errorf("%s: <%s %s=%q>", where, n.Data, attribute.Key, attribute.Val)
			}
		}
		if n.Data == "script" && !hasSource {
			a.t.Errorf("%s has a script of its own", where)
		}
	}
}

// TestWhatIsKeptRunsInNoPage writes script into every text that people write, and looks at every page.
func TestWhatIsKeptRunsInNoPage(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	written := c.writeEverywhere(t, "{} || '"+strings.ReplaceAll(payload, "'", "''")+"'")
	if written < 60 {
		t.Fatalf("%d columns were written", written)
	}
	shown := 0
	for _, v := range c.visits(t, http.MethodGet) {
		got := c.get(c.actors[v.by], v.address)
		if got.Status >= http.StatusInternalServerError {
			t.Errorf("%s: %d", v.address, got.Status)
		}
		got.isInert(v.address)
		if strings.Contains(got.main(), "<script>alert(1)") {
			shown++
		}
	}
	if shown < 15 {
		t.Errorf("the text is shown on %d pages: the test looks at too little", shown)
	}
}

// writeEverywhere changes all columns that hold words of people to what the SQL makes of their {}, and tells how many there are.
func (c *cast) writeEverywhere(t *testing.T, sql string) int {
	t.Helper()
	var statements []string
	for _, column := range modeltest.TextColumns(t, c.Store) {
		if isOurs(column.Name) || isOurs(column.Table+"."+column.Name) {
			continue
		}
		statements = append(statements, "UPDATE "+column.Table+" SET "+column.Name+" = "+strings.ReplaceAll(sql, "{}", column.Name)+" WHERE "+column.Name+" <> ''")
	}
	modeltest.Plant(t, c.Store, statements...)
	return len(statements)
}

// isOurs tells whether a column holds a word that the program chose, or a name by which a thing is found.
func isOurs(column string) bool {
	return strings.HasSuffix(column, "_id") || strings.HasSuffix(column, "_key") || strings.HasSuffix(column, "hash") || slices.Contains(strings.Fields(`
		id code slug kind scope_kind state token digest act role use chance barrier interest mark language version version_id_text purpose way key name_of_day
		summary_days.name events.subject email ods_code see_also settings.colour settings.emblem settings.second_factor settings.singular
		tables noun was became row_id report import_rows.outcome import_rows.changes imports.doing format delivery colour issuer content_hash bands way_in awaits rule programme_sets.rule files.type audience source asked_as follow_ups.used follow_ups.stopped useful ready algorithm
		verdict strength side consent terms domain_interests.interest stage version_moves.plan identifier framework_comments.competency_code`), column)
}

// TestWhatIsAskedForRunsInNoPage puts script into the query of every address.
func TestWhatIsAskedForRunsInNoPage(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	query := url.Values{}
	for _, name := range strangeNames() {
		query.Set(name, payload)
	}
	for _, v := range c.visits(t, http.MethodGet) {
		c.get(c.actors[v.by], v.address+"?"+query.Encode()).isInert(v.address)
		c.get(c.actors[v.by], v.address+"/"+url.PathEscape(payload)).isInert(v.address)
	}
	for _, v := range c.visits(t, http.MethodPost) {
		c.post(c.actors[v.by], v.address, query).isInert(v.address)
	}
}

// TestAFilterIsNoSQL compares what a filter finds for a word that nobody has with what it finds for the same word that goes on
// as SQL: the pages say the same.
func TestAFilterIsNoSQL(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	const word = "zzqz"
	names, cookies, filters := asked(t), map[string]*http.Cookie{}, 0
	for _, v := range c.visits(t, http.MethodGet) {
		if strings.Contains(v.route.Path, ":") {
			continue
		}
		if cookies[v.by] == nil {
			cookies[v.by] = c.cookie(c.actors[v.by])
		}
		says := func(query string) string {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, v.address+query, nil)
			r.AddCookie(cookies[v.by])
			got := c.send(r)
			return fmt.Sprint(got.Status, " ", strings.ToLower(got.main()))
		}
		nothing := says("")
		for _, name := range names {
			plain := says("?" + name + "=" + word)
			if plain == nothing {
				continue // it is not read here
			}
			filters++
			for _, sql := range []string{word + "' OR '1'='1", word + `" OR "1"="1`, word + "' UNION SELECT * FROM people --", word + "%' OR 1=1 --", "(CASE WHEN 1=1 THEN name ELSE email END)"} {
				if got := strings.ReplaceAll(says("?"+name+"="+url.QueryEscape(sql)), strings.ToLower(sql), word); got != plain {
					t.Errorf("%s?%s=%s says\n%.400s\nand for a word\n%.400s", v.address, name, sql, got, plain)
				}
			}
		}
	}
	if filters < 20 {
		t.Errorf("%d filters were tried: the test looks at too little", filters)
	}
}

// asked are the names of what pages read from an address, found where they are read.
func asked(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	read, names := regexp.MustCompile(`QueryParams?\("(\w+)"\)|query:"(\w+)"`), map[string]bool{"sort": true}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range read.FindAllStringSubmatch(string(text), -1) {
			names[found[1]+found[2]] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// TestAFormFromElsewhereIsRefusedEverywhere posts to every address as a page of another site would make a browser do.
func TestAFormFromElsewhereIsRefusedEverywhere(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	before := len(c.Events())
	for _, v := range c.visits(t, http.MethodPost) {
		for header, value := range map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"} {
			r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://trellis.test"+v.address, nil)
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set(header, value)
			r.AddCookie(c.cookie(c.actors[v.by]))
			if got := c.send(r); got.Status != http.StatusForbidden {
				t.Errorf("%s with %s %s: %d", v.address, header, value, got.Status)
			}
		}
	}
	if after := len(c.Events()); after != before {
		t.Errorf("what was refused left events: %v", c.Events()[before:])
	}
}

// TestNobodyWritesForSomebodyElse posts to every address, as Ben, a form that says it is about Ada and gives Ben every role.
func TestNobodyWritesForSomebodyElse(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	ada, ben := c.actors["ada"], c.actors["ben"]
	form := url.Values{"title": {"Read"}, "minutes": {"5"}, "on": {string(c.Store.Today())}, "kind": {"reading"}, "name": {"Ben"}}
	for _, name := range strings.Fields("id ID person person_id PersonID PersonId user actor actor_id holder by by_id for_id learner") {
		form.Set(name, string(ada.ID))
	}
	for name, value := range map[string]string{"role": "administrator", "Role": "administrator", "scope_kind": "network", "ScopeKind": "network", "admin": "true", "state": "placed", "email_key": "x"} {
		form.Set(name, value)
	}
	db := modeltest.SQL(t, c.Store)
	hers := func() int {
		n := 0
		for _, table := range []string{"log_entries", "enrolments", "assessments", "answers", "completion_records", "posts", "grants", "devices", "interests"} {
			n += modeltest.Count(t, db, "SELECT count(*) FROM "+table+" WHERE person_id = '"+string(ada.ID)+"'")
		}
		return n
	}
	visits := c.visits(t, http.MethodPost)
	before := hers()
	for _, v := range visits {
		c.post(ben, v.address+"?"+form.Encode(), form)
	}
	if after := hers(); after != before {
		t.Errorf("Ada has %d rows, had %d", after, before)
	}
	if again := c.Again(ben); len(again.Grants) > 0 || again.Email != ben.Email {
		t.Errorf("Ben is %+v", again)
	}
	if again := c.Again(ada); again.Name != ada.Name || again.Email != ada.Email {
		t.Errorf("Ada is %+v", again.Person)
	}
	if n := modeltest.Count(t, db, "SELECT count(*) FROM log_entries WHERE person_id = '"+string(ben.ID)+"'"); n != 1 {
		t.Errorf("Ben logged %d times: the form is not read", n)
	}
}

// TestNoFileRunsAFormula writes a formula into every text that people write, and reads every file.
func TestNoFileRunsAFormula(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	c.writeEverywhere(t, "'=cmd|' || {}")
	files, defused := 0, 0
	for _, v := range c.visits(t, http.MethodGet) {
		got := c.get(c.actors[v.by], v.address+"?format=csv")
		if !strings.HasPrefix(got.Header.Get("Content-Type"), "text/csv") {
			continue
		}
		files++
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(got.Body, "\ufeff"))).ReadAll()
		if err != nil {
			t.Errorf("%s: %v", v.address, err)
		}
		for _, row := range rows {
			for _, cell := range row {
				if strings.HasPrefix(cell, "=") {
					t.Errorf("%s has the cell %q", v.address, cell)
				}
				if strings.HasPrefix(cell, "'=") {
					defused++
				}
			}
		}
	}
	if files < 6 || defused < 6 {
		t.Errorf("%d files with %d formulas: the test looks at too little", files, defused)
	}
}

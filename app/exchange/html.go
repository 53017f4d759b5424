package exchange

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// textOfHTML is what a browser would show of a piece of HTML, as lines of text: paragraphs are parted by an empty line, the
// items of a list stand on lines of their own, a link has its address behind it. What is not for reading is left out.
func textOfHTML(source string) string {
	return (&htmlReader{linesCount: !strings.Contains(source, "<")}).read(source)
}

// textOfMarkup is the text of a format that may hold HTML among other things: lines stay lines, and what looks like a tag
// but is none of HTML stays as it is written.
func textOfMarkup(source string) string {
	return (&htmlReader{linesCount: true, strangersStay: true}).read(source)
}

type htmlReader struct {
	linesCount    bool // a line end is one
	strangersStay bool // what is no tag of HTML is text
	out           strings.Builder
	line          strings.Builder // the line at hand, without what ends it
	breaks        int             // line ends behind the text so far
	began         bool            // there is any text
	skipping      int             // elements that are not for reading
	preformatted  int
	mark          string   // of the list item that begins with the next text
	lists         []int    // the number of the item read last; -1 in a list without numbers
	links         []string // the addresses of the links that are open
	said          int      // where the text of the innermost link begins in the line
}

// unread are elements whose content is not for reading.
var unread = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Template: true, atom.Iframe: true, atom.Object: true, atom.Head: true, atom.Noscript: true,
}

// space is how many line ends an element has before and behind it.
var space = map[atom.Atom]int{
	atom.P: 2, atom.H1: 2, atom.H2: 2, atom.H3: 2, atom.H4: 2, atom.H5: 2, atom.H6: 2, atom.Blockquote: 2, atom.Pre: 2, atom.Ul: 2,
	atom.Ol: 2, atom.Dl: 2, atom.Table: 2, atom.Hr: 2, atom.Section: 2, atom.Article: 2, atom.Figure: 2,
	atom.Div: 1, atom.Li: 1, atom.Tr: 1, atom.Dt: 1, atom.Dd: 1, atom.Header: 1, atom.Footer: 1, atom.Caption: 1, atom.Address: 1,
	atom.Details: 1, atom.Summary: 1, atom.Figcaption: 1,
}

func (r *htmlReader) read(source string) string {
	z := html.NewTokenizer(strings.NewReader(strings.ReplaceAll(source, "\r\n", "\n")))
	for {
		kind := z.Next()
		raw := string(z.Raw())
		switch kind {
		case html.ErrorToken:
			r.text(raw) // a tag that is never closed is none
			r.end()
			return strings.TrimSpace(strings.ReplaceAll(r.out.String(), "\u00a0", " "))
		case html.TextToken:
			r.text(string(z.Text()))
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			token := z.Token()
			switch {
			case token.DataAtom == 0 && r.strangersStay:
				r.text(raw)
			case kind == html.EndTagToken:
				r.close(token.DataAtom)
			default:
				r.open(token)
			}
		default: // comments and the like
		}
	}
}

func (r *htmlReader) text(text string) {
	if r.skipping > 0 {
		return
	}
	if r.linesCount || r.preformatted > 0 {
		for i, line := range strings.Split(text, "\n") {
			if i > 0 {
				r.end()
				r.breaks++
			}
			r.put(line)
		}
		return
	}
	for i, c := range text {
		switch {
		case !strings.ContainsRune(" \t\n\f\r", c):
			r.put(string(c))
		case i == 0 || !strings.ContainsRune(" \t\n\f\r", rune(text[i-1])):
			if line := r.line.String(); line != "" && !strings.HasSuffix(line, " ") {
				r.line.WriteByte(' ')
			}
		}
	}
}

// put adds to the line at hand, which begins with the mark of an item where one has begun.
func (r *htmlReader) put(text string) {
	if r.mark != "" && strings.TrimSpace(text) != "" {
		r.line.WriteString(r.mark)
		r.mark = ""
	}
	r.line.WriteString(text)
}

// end writes the line at hand.
func (r *htmlReader) end() {
	line := strings.TrimRight(r.line.String(), " \t")
	r.line.Reset()
	r.said = 0
	if line == "" {
		return
	}
	if r.began {
		r.out.WriteString(strings.Repeat("\n", r.breaks))
	}
	r.out.WriteString(line)
	r.began, r.breaks = true, 0
}

func (r *htmlReader) open(t html.Token) {
	if unread[t.DataAtom] {
		r.skipping++
	}
	if r.skipping > 0 {
		return
	}
	r.room(t.DataAtom)
	switch t.DataAtom {
	case atom.Br:
		r.end()
		r.breaks++
	case atom.Pre:
		r.preformatted++
	case atom.Ul:
		r.lists = append(r.lists, -1)
	case atom.Ol:
		r.lists = append(r.lists, 0)
	case atom.Li:
		r.item()
	case atom.Td, atom.Th:
		if r.line.Len() > 0 {
			r.line.WriteByte(' ')
		}
	case atom.A:
		r.links, r.said = append(r.links, attribute(t, "href")), r.line.Len()
	case atom.Img:
		r.put(attribute(t, "alt"))
	default:
	}
}

func (r *htmlReader) item() {
	mark := "- "
	if n := len(r.lists); n > 0 && r.lists[n-1] >= 0 {
		r.lists[n-1]++
		mark = strconv.Itoa(r.lists[n-1]) + ". "
	}
	r.mark = strings.Repeat("\u00a0\u00a0", max(len(r.lists)-1, 0)) + mark
}

func (r *htmlReader) close(element atom.Atom) {
	if unread[element] {
		r.skipping = max(r.skipping-1, 0)
		return
	}
	if r.skipping > 0 {
		return
	}
	switch element {
	case atom.Pre:
		r.preformatted = max(r.preformatted-1, 0)
	case atom.Ul, atom.Ol:
		r.lists, r.mark = r.lists[:max(len(r.lists)-1, 0)], ""
	case atom.Li:
		r.mark = ""
	case atom.A:
		r.address()
	default:
	}
	r.room(element)
}

// room ends the line where an element begins or ends, if it stands apart. Within a list there are no empty lines.
func (r *htmlReader) room(element atom.Atom) {
	n := space[element]
	if n == 0 {
		return
	}
	if len(r.lists) > 0 {
		n = 1
	}
	r.end()
	r.breaks = max(r.breaks, n)
}

// address writes where a link leads, unless that is what it says.
func (r *htmlReader) address() {
	if len(r.links) == 0 {
		return
	}
	to := r.links[len(r.links)-1]
	r.links = r.links[:len(r.links)-1]
	said := strings.TrimSpace(r.line.String()[min(r.said, r.line.Len()):])
	if (strings.HasPrefix(to, "https://") || strings.HasPrefix(to, "http://")) && said != to {
		r.text(" (" + to + ")")
	}
}

func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return strings.Join(strings.Fields(a.Val), " ")
		}
	}
	return ""
}

package exchange

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestHTMLIsReadAsLinesOfText(t *testing.T) {
	for source, want := range map[string]string{
		"":                         "",
		"plain":                    "plain",
		"two\nlines":               "two\nlines",
		"<p>one\ntwo</p>":          "one two",
		"<p>one</p><p>two</p>":     "one\n\ntwo",
		"<p>one<br></p><p>two":     "one\n\ntwo",
		"a<br>b<br/>c":             "a\nb\nc",
		"a<br><br><br>b":           "a\n\n\nb",
		"<div>a</div><div>b</div>": "a\nb",
		"a &lt;b&gt; &amp; &eacute;&#8217;&nbsp;c":          "a <b> & é’ c",
		"<p>&nbsp;</p><p>x</p>":                             "x",
		"<ul><li>a</li><li><p>b</p></li><li></li></ul>c":    "- a\n- b\n\nc",
		"<ol><li>a<ul><li>in</li></ul></li><li>b</li></ol>": "1. a\n  - in\n2. b",
		"x<script>alert(1)</script>y<style>p{}</style>z":    "xyz",
		"x<SCRIPT>document.write('</p>')</SCRIPT >y":        "xy",
		"x<script>never closed":                             "x",
		"x</script></style>y":                               "xy",
		"<!-- no --><b>bold</b> <i>and</i>\n<u>under</u>":   "bold and under",
		"<a href=\"https://example.org/a\">this</a>, <a href='https://example.org'>https://example.org</a>, <a href=\"javascript:x\">that</a>": "this (https://example.org/a), https://example.org, that",
		"<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>":                                                                      "a b\nc",
		"<img src=x onerror=alert(1) alt=\"a picture\">":                                                                                       "a picture",
		"<pre>a\n  b</pre>":                "a\n  b",
		"<o:p>from a word processor</o:p>": "from a word processor",
		"it holds where n<k":               "it holds where n<k",
		"1 < 2 and 3 > 2":                  "1 < 2 and 3 > 2",
	} {
		if got := textOfHTML(source); got != want {
			t.Errorf("%q became %q, want %q", source, got, want)
		}
	}
}

func TestOtherMarkupKeepsItsLines(t *testing.T) {
	for source, want := range map[string]string{
		"# Title\n\n- one\n- **two**":          "# Title\n\n- one\n- **two**",
		"one\r\ntwo":                           "one\ntwo",
		"it is <b>so</b> where n<k and p<0.05": "it is so where n<k and p<0.05",
		"where n<k and p>0.05 it is <b>so</b>": "where n<k and p>0.05 it is so",
		"a<br>b\nc":                            "a\nb\nc",
		"x <script>alert(1)</script> y":        "x  y",
		"R &amp; D":                            "R & D",
	} {
		if got := textOfMarkup(source); got != want {
			t.Errorf("%q became %q, want %q", source, got, want)
		}
	}
}

func FuzzHTML(f *testing.F) {
	for _, s := range []string{"<p>a<br>b</p>", "<ul><li><a href=http://x>", "</a></ul><script><!--", "<pre>\n<td>&#0;&#xD800;", "<o:p><![CDATA["} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, source string) {
		if !utf8.ValidString(source) || strings.ContainsRune(source, 0) { // refused before
			return
		}
		for _, got := range []string{textOfHTML(source), textOfMarkup(source)} {
			if !utf8.ValidString(got) || strings.ContainsRune(got, 0) || got != strings.TrimSpace(got) {
				t.Fatalf("%q became %q", source, got)
			}
		}
	})
}

package badge

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// svgNamespace is that of the element in a drawing that holds the badge.
const svgNamespace = "https://purl.imsglobal.org/ob/v3p0"

// BakeSVG puts a badge, as a token or as JSON, into a drawing: as the first that is in it.
func BakeSVG(drawing []byte, text string) ([]byte, error) {
	if strings.Contains(text, "]]>") {
		return nil, errors.New("the badge cannot stand in a drawing")
	}
	at := bytes.Index(drawing, []byte("<svg"))
	if at < 0 {
		return nil, errors.New("this is no drawing")
	}
	end := bytes.IndexByte(drawing[at:], '>')
	if end < 0 || drawing[at+end-1] == '/' {
		return nil, errors.New("this is no drawing")
	}
	end += at
	inside := "<openbadges:credential><![CDATA[" + text + "]]></openbadges:credential>"
	if isToken(text) {
		inside = `<openbadges:credential verify="` + text + `"></openbadges:credential>`
	}
	var baked bytes.Buffer
	baked.Write(drawing[:end])
	baked.WriteString(` xmlns:openbadges="` + svgNamespace + `">` + "\n" + inside)
	baked.Write(drawing[end+1:])
	return baked.Bytes(), nil
}

// unbakeSVG is the badge in a drawing. A drawing that declares something of its own, such as entities that unfold to gigabytes,
// is refused unread.
func unbakeSVG(drawing []byte) (string, error) {
	decoder := xml.NewDecoder(bytes.NewReader(drawing))
	decoder.Strict = true
	decoder.Entity = map[string]string{}
	decoder.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, errors.New("only UTF-8 is read") }
	var read svgReader
	for {
		next, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return "", errNoDrawing
		}
		if err := read.token(next); err != nil {
			return "", err
		}
	}
	if read.found == "" || len(read.found) > largestText {
		return "", errNoBadge
	}
	return read.found, nil
}

var errNoDrawing = errors.New("the drawing cannot be read")

// svgReader looks for the badge in a drawing, token by token.
type svgReader struct {
	found  string
	inside bool // the element of the badge
	depth  int
	text   strings.Builder
}

func (r *svgReader) token(next xml.Token) error {
	switch next := next.(type) {
	case xml.Directive:
		return errors.New("the drawing declares entities or a type, which a badge does not need")
	case xml.StartElement:
		return r.begins(next)
	case xml.CharData:
		if r.inside {
			r.text.Write(next)
		}
	case xml.EndElement:
		return r.ends(next)
	}
	return nil
}

func (r *svgReader) begins(element xml.StartElement) error {
	if r.depth++; r.depth > 200 || (r.depth == 1 && element.Name.Local != "svg") {
		return errNoDrawing
	}
	if !isCredential(element.Name) {
		return nil
	}
	if r.found != "" || r.inside {
		return errors.New("the drawing holds more than one badge")
	}
	r.inside, r.found = true, attribute(element, "verify")
	r.text.Reset()
	return nil
}

func (r *svgReader) ends(element xml.EndElement) error {
	if r.depth--; !r.inside || !isCredential(element.Name) {
		return nil
	}
	r.inside = false
	if r.found == "" {
		r.found = strings.TrimSpace(r.text.String())
	}
	if r.found == "" {
		return errNoBadge
	}
	return nil
}

func isCredential(name xml.Name) bool {
	return name.Space == svgNamespace && name.Local == "credential"
}

func attribute(element xml.StartElement, name string) string {
	for _, a := range element.Attr {
		if a.Name.Space == "" && a.Name.Local == name {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}

// isToken tells a compact token from JSON.
func isToken(text string) bool {
	dots := strings.Count(text, ".")
	return dots == 2 && !strings.ContainsAny(text, "{}\"<> \n\r\t")
}

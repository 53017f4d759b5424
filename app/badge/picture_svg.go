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
	found, inside, depth := "", false, 0
	var text strings.Builder
	for {
		next, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return "", errors.New("the drawing cannot be read")
		}
		switch next := next.(type) {
		case xml.Directive:
			return "", errors.New("the drawing declares entities or a type, which a badge does not need")
		case xml.StartElement:
			if depth++; depth > 200 || (depth == 1 && next.Name.Local != "svg") {
				return "", errors.New("the drawing cannot be read")
			}
			if next.Name.Space != svgNamespace || next.Name.Local != "credential" {
				continue
			}
			if found != "" || inside {
				return "", errors.New("the drawing holds more than one badge")
			}
			inside, found = true, attribute(next, "verify")
			text.Reset()
		case xml.CharData:
			if inside {
				text.Write(next)
			}
		case xml.EndElement:
			if depth--; inside && next.Name.Space == svgNamespace && next.Name.Local == "credential" {
				inside = false
				if found == "" {
					found = strings.TrimSpace(text.String())
				}
				if found == "" {
					return "", errNoBadge
				}
			}
		}
	}
	if found == "" || len(found) > largestText {
		return "", errNoBadge
	}
	return found, nil
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

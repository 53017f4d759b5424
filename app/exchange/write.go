package exchange

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
)

// writeJSON writes a file for people and programs.
func writeJSON(w io.Writer, file any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(file)
}

// pair is a name and what stands under it.
type pair[T any] struct {
	name  string
	value T
}

// inOrder is written as an object whose names stand in the order of the list.
type inOrder[T any] []pair[T]

// MarshalJSON writes the object.
func (list inOrder[T]) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	out.WriteByte('{')
	for i, p := range list {
		if i > 0 {
			out.WriteByte(',')
		}
		if err := encoder.Encode(p.name); err != nil {
			return nil, err
		}
		out.WriteByte(':')
		if err := encoder.Encode(p.value); err != nil {
			return nil, err
		}
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

func splitLines(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}

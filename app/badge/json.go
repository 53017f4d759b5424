package badge

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// Bounds of what is read from outside.
const (
	largestText = 512 << 10 // of a credential, in bytes
	deepest     = 24        // objects and lists in each other
	mostValues  = 4_000
)

var errNotABadge = errors.New("this is no badge that can be read here")

// marshal writes JSON as it is, without escapes for HTML.
func marshal(value any) ([]byte, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return nil, err
	}
	return bytes.TrimRight(text.Bytes(), "\n"), nil
}

// parse reads one JSON object from outside. It refuses what is too large, too deep, says a member twice, or goes on after its
// end: two readers could take such a text for two different things.
func parse(text []byte) (map[string]any, error) {
	if len(text) > largestText {
		return nil, errors.New("the badge is too large")
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	r := reader{decoder: decoder}
	value, err := r.value(0)
	if err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errNotABadge
	}
	object, ok := value.(map[string]any)
	if !ok {
		return nil, errNotABadge
	}
	return object, nil
}

type reader struct {
	decoder *json.Decoder
	seen    int
}

func (r *reader) value(depth int) (any, error) {
	if r.seen++; depth > deepest || r.seen > mostValues {
		return nil, errors.New("the badge says too much to be read")
	}
	next, err := r.decoder.Token()
	if err != nil {
		return nil, errNotABadge
	}
	switch next {
	case json.Delim('{'):
		return r.members(depth)
	case json.Delim('['):
		list := []any{}
		for r.decoder.More() {
			value, err := r.value(depth + 1)
			if err != nil {
				return nil, err
			}
			list = append(list, value)
		}
		_, err = r.decoder.Token()
		return list, err
	}
	if next == nil {
		return nil, errors.New("the badge says null, which the standard forbids")
	}
	return next, nil
}

func (r *reader) members(depth int) (map[string]any, error) {
	members := map[string]any{}
	for r.decoder.More() {
		name, err := r.decoder.Token()
		if err != nil {
			return nil, errNotABadge
		}
		text, _ := name.(string)
		if _, twice := members[text]; twice {
			return nil, errors.New("the badge says " + text + " twice")
		}
		if members[text], err = r.value(depth + 1); err != nil {
			return nil, err
		}
	}
	_, err := r.decoder.Token()
	return members, err
}

package badge

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
)

const (
	keyword   = "openbadgecredential" // of the part of a picture that holds the badge
	signature = "\x89PNG\r\n\x1a\n"
)

// errNoBadge says that a picture holds none.
var errNoBadge = errors.New("the picture holds no badge")

// BakePNG puts a badge, as a token or as JSON, into a picture.
func BakePNG(picture []byte, text string) ([]byte, error) {
	parts, err := chunks(picture)
	if err != nil {
		return nil, err
	}
	baked := bytes.NewBufferString(signature)
	for i, part := range parts {
		if part.is(keyword) {
			continue
		}
		part.write(baked)
		if i == 0 { // the first says how large the picture is, and stays first
			content := append([]byte(keyword+"\x00\x00\x00\x00\x00"), text...) // not compressed, in no language
			chunk{kind: "iTXt", content: content}.write(baked)
		}
	}
	return baked.Bytes(), nil
}

// unbakePNG is the badge in a picture.
func unbakePNG(picture []byte) (string, error) {
	parts, err := chunks(picture)
	if err != nil {
		return "", err
	}
	found := ""
	for _, part := range parts {
		if !part.is(keyword) {
			continue
		}
		if found != "" {
			return "", errors.New("the picture holds more than one badge")
		}
		if found, err = part.badge(); err != nil {
			return "", err
		}
	}
	if found == "" {
		return "", errNoBadge
	}
	return found, nil
}

// chunk is a part of a PNG.
type chunk struct {
	kind    string
	content []byte
}

// is tells whether the part is a text under the keyword.
func (c chunk) is(keyword string) bool {
	text := c.kind == "iTXt" || c.kind == "tEXt" || c.kind == "zTXt"
	return text && bytes.HasPrefix(c.content, []byte(keyword+"\x00"))
}

// badge is the text of the part, which must be plain.
func (c chunk) badge() (string, error) {
	rest := c.content[len(keyword)+1:]
	if c.kind != "iTXt" || len(rest) < 4 || rest[0] != 0 {
		return "", errors.New("the badge in the picture is compressed, which the standard forbids")
	}
	_, rest, language := bytes.Cut(rest[2:], []byte{0})
	_, rest, translated := bytes.Cut(rest, []byte{0})
	if !language || !translated || len(rest) == 0 || len(rest) > largestText {
		return "", errNoBadge
	}
	return string(rest), nil
}

func (c chunk) write(to *bytes.Buffer) {
	body := append([]byte(c.kind), c.content...)
	_ = binary.Write(to, binary.BigEndian, uint32(len(c.content))) //nolint:gosec // a picture of ours, or one that was read
	to.Write(body)
	_ = binary.Write(to, binary.BigEndian, crc32.ChecksumIEEE(body))
}

// chunks are the parts of a PNG, each whole and as its checksum says, up to the last and nothing after it.
func chunks(picture []byte) (parts []chunk, err error) {
	broken := errors.New("the picture is broken")
	rest, ok := bytes.CutPrefix(picture, []byte(signature))
	if !ok {
		return nil, broken
	}
	for len(rest) > 0 {
		if len(rest) < 12 {
			return nil, broken
		}
		length := uint64(binary.BigEndian.Uint32(rest))
		if length > uint64(len(rest)-12) { //nolint:gosec // at least 12, as asked above
			return nil, broken
		}
		body := rest[4 : 8+length]
		if crc32.ChecksumIEEE(body) != binary.BigEndian.Uint32(rest[8+length:]) {
			return nil, broken
		}
		parts = append(parts, chunk{kind: string(body[:4]), content: body[4:]})
		rest = rest[12+length:]
		if string(body[:4]) == "IEND" {
			break
		}
	}
	if len(rest) > 0 || len(parts) < 2 || parts[0].kind != "IHDR" || parts[len(parts)-1].kind != "IEND" {
		return nil, broken
	}
	return parts, nil
}

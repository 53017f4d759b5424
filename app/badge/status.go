package badge

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"errors"
	"io"
	"strconv"
	"time"
)

// listLength is how many states a list of ours holds: the least that the standard takes, so that one among them says little.
const listLength = 131_072

// largestList is how many bytes a list from outside may have, unpacked.
const largestList = 4 << 20

// StatusList is the list of states at an address, as a credential without a proof. Set are the places of what was withdrawn.
func StatusList(address, issuer string, set []int, changed time.Time) (map[string]any, error) {
	bits := make([]byte, listLength/8)
	for _, index := range set {
		if index < 0 || index >= listLength {
			return nil, errors.New("a place that is not on the list")
		}
		bits[index/8] |= 0x80 >> (index % 8) // the first place is the leftmost bit
	}
	var packed bytes.Buffer
	writer, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := writer.Write(bits); err != nil {
		return nil, err
	}
	if err := writer.Close(); err != nil {
		return nil, err
	}
	return map[string]any{
		"@context": []any{credentialsContext}, "id": address, "type": []any{"VerifiableCredential", "BitstringStatusListCredential"},
		"issuer": issuer, "validFrom": when(changed), "credentialSubject": map[string]any{
			"id": address + "#list", "type": "BitstringStatusList", "statusPurpose": "revocation",
			"encodedList": "u" + base64.RawURLEncoding.EncodeToString(packed.Bytes()),
		},
	}, nil
}

// isSet tells whether a place on a list is set.
func isSet(list map[string]any, purpose string, index int) (bool, error) {
	unreadable := errors.New("the list of states cannot be read")
	subject, _ := list["credentialSubject"].(map[string]any)
	encoded, _ := subject["encodedList"].(string)
	if subject["statusPurpose"] != purpose || len(encoded) < 2 || encoded[0] != 'u' {
		return false, unreadable
	}
	packed, err := base64.RawURLEncoding.DecodeString(encoded[1:])
	if err != nil {
		return false, unreadable
	}
	reader, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return false, unreadable
	}
	bits, err := io.ReadAll(io.LimitReader(reader, largestList))
	if err != nil || index < 0 || index/8 >= len(bits) {
		return false, unreadable
	}
	return bits[index/8]&(0x80>>(index%8)) != 0, nil
}

// placeOf is where a credential says that its state is published; nil where it says nothing.
func placeOf(credential map[string]any) (*Place, string, error) {
	entry := credential["credentialStatus"]
	if list, ok := entry.([]any); ok && len(list) == 1 {
		entry = list[0]
	}
	if entry == nil {
		return nil, "", nil
	}
	wrong := errors.New("the badge names a state of a kind that cannot be checked here")
	status, _ := entry.(map[string]any)
	if status["type"] != "BitstringStatusListEntry" {
		return nil, "", wrong
	}
	text, _ := status["statusListIndex"].(string)
	address, _ := status["statusListCredential"].(string)
	purpose, _ := status["statusPurpose"].(string)
	index, err := strconv.Atoi(text)
	if err != nil || address == "" {
		return nil, "", wrong
	}
	return &Place{List: address, Index: index}, purpose, nil
}

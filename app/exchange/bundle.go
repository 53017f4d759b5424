package exchange

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"trellis/models"
	"trellis/models/store"
)

// BundleFormat is the schema that a bundle names.
const BundleFormat = "trellis-bundle/1"

// A bundle holds a whole programme without people: each part is what a file of its own would hold. Its digest is that of the
// parts as compact JSON: it proves that they are whole, not where they come from.
type (
	bundleFile struct {
		Schema string          `json:"schema"`
		Digest string          `json:"digest"`
		Parts  json.RawMessage `json:"parts"`
	}
	bundleParts struct {
		Frameworks []starterFile `json:"frameworks"`
		Courses    programmeFile `json:"courses"`
	}
)

// digestOf is the digest of parts, whatever the blanks between them.
func digestOf(parts []byte) (string, error) {
	var compact bytes.Buffer
	if err := json.Compact(&compact, parts); err != nil {
		return "", err
	}
	sum := sha256.Sum256(compact.Bytes())
	return "sha256:" + hex.EncodeToString(sum[:]), nil
}

// bundle is what was read of one.
type bundle struct {
	frameworks []bundled
	courses    *value // nil where it has none
}

// bundled is a version of a framework, and where the file says its number.
type bundled struct {
	store.FrameworkContent
	version Problem
}

// readBundle reads a bundle, less the courses, which are read against what there is. Where it is wrong, the report says so.
func readBundle(s *source) (b bundle) {
	top := parseJSON(s)
	if top == nil || s.report.IsRefused() {
		return b
	}
	f := form{s}
	if !s.hasSchema(top, BundleFormat, "this is no bundle") {
		return b
	}
	f.only(top, "schema", "digest", "parts")
	parts := f.object(top, "parts")
	if !f.isWhole(top) || parts == nil {
		return b
	}
	f.only(parts, "frameworks", "courses")
	seen := map[string]bool{}
	for _, v := range f.list(parts, "frameworks", anObject) {
		b.frameworks = append(b.frameworks, f.bundledFramework(v, seen))
	}
	if b.courses = parts.get("courses"); !f.is(b.courses, anObject, "courses") {
		b.courses = nil
	} else {
		s.hasSchema(b.courses, ProgrammeFormat, "these are no courses")
	}
	return b
}

// isWhole refuses parts that are not those of the digest.
func (f form) isWhole(top *value) bool {
	said := f.name(top, "digest")
	if said == "" {
		return false
	}
	var file map[string]json.RawMessage // whose names are told apart by their case, unlike those of a struct
	if err := json.Unmarshal([]byte(f.text), &file); err != nil {
		f.refuse(top.at, "", "this is not JSON: "+err.Error())
		return false
	}
	is, err := digestOf(file["parts"])
	if err != nil || is != said {
		f.refuse(top.get("digest").at, said, "this is not the digest of the parts: the file was edited or is not whole. Export it again, "+
			"or import what was edited by itself (trellis import framework, trellis import courses)")
		return false
	}
	return true
}

func (f form) bundledFramework(v *value, seen map[string]bool) (b bundled) {
	if !f.hasSchema(v, StarterFormat, "this is no framework") {
		return b
	}
	b.FrameworkContent = readStarter(f.source, v)
	b.version = f.report.version
	status := v.get("framework").get("status")
	switch {
	case status == nil || status.text == string(models.Published):
		b.Version.State = models.Published
	case status.text == string(models.Retired):
		b.Version.State = models.Retired
	default:
		f.refuse(status.at, status.text, "a bundle holds versions that are published or retired")
	}
	if f.report.IsRefused() {
		return b
	}
	name := fmt.Sprintf("%s, version %s", b.Framework.Code, b.Version.Version)
	if seen[name] {
		f.refuse(v.at, name, "the bundle holds this twice")
	}
	seen[name] = true
	b.FrameworkContent = finished(b.FrameworkContent)
	return b
}

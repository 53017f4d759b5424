package files

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"trellis/models"
)

// Largest is the most that a file may hold, in bytes.
const Largest = 20 << 20

const (
	fileTooLarge = "Choose a file of 20 MB or less, or put it elsewhere and add its address"
	fileUnknown  = "Choose a PDF, a Word, Excel, PowerPoint or OpenDocument file, a CSV, text, R, Python, SQL, Markdown or notebook file, a PNG or JPEG picture, or a ZIP file"
)

// Accepted are the endings of files that are taken, as a form asks for them.
const Accepted = ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.csv,.txt,.md,.r,.py,.sql,.ipynb,.png,.jpg,.jpeg,.zip"

// texts are the kinds of text that are taken, by the ending of the name.
func texts() map[string]string {
	return map[string]string{
		".csv": "text/csv", ".txt": "text/plain", ".md": "text/markdown", ".r": "text/plain", ".py": "text/plain",
		".sql": "text/plain", ".ipynb": "application/x-ipynb+json",
	}
}

// packages are the kinds of file that are archives inside: by the ending, the type, and a part that must be in it.
func packages() map[string][2]string {
	const office, open = "application/vnd.openxmlformats-", "application/vnd.oasis.opendocument."
	return map[string][2]string{
		".docx": {office + "officedocument.wordprocessingml.document", "word/document.xml"}, ".xlsx": {office + "officedocument.spreadsheetml.sheet", "xl/workbook.xml"},
		".pptx": {office + "officedocument.presentationml.presentation", "ppt/presentation.xml"},
		".odt":  {open + "text", "content.xml"}, ".ods": {open + "spreadsheet", "content.xml"}, ".odp": {open + "presentation", "content.xml"},
		".zip": {"application/zip", ""},
	}
}

// IsText tells whether the file is to be looked through for what names a patient.
func IsText(kind string) bool {
	return strings.HasPrefix(kind, "text/") || kind == "application/x-ipynb+json"
}

// Name is the last part of a name as a browser sent it, without what nobody sees or what would end a header, of at most
// so many characters; its ending stays.
func Name(sent string) string {
	sent = strings.ReplaceAll(sent, "\\", "/")
	name := strings.Map(func(r rune) rune {
		if r == utf8.RuneError || r == '"' || !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, sent[strings.LastIndex(sent, "/")+1:])
	name = strings.TrimLeft(strings.Join(strings.Fields(name), " "), ".")
	const longest = 120
	ending := path.Ext(name)
	if runes := []rune(strings.TrimSuffix(name, ending)); len(runes) > longest {
		name = strings.TrimSpace(string(runes[:longest])) + ending
	}
	if name == "" || name == ending || len(ending) > 10 {
		return "file" + cut(ending)
	}
	return name
}

func cut(ending string) string {
	if len(ending) > 10 {
		return ""
	}
	return ending
}

// Type is what a file is, by its content; the problem says why it is not taken. The ending of its name must agree, because
// that is what a computer goes by that opens it.
func Type(name string, content []byte) (kind, problem string) {
	ending := strings.ToLower(path.Ext(name))
	switch {
	case len(content) == 0:
		return "", "Choose a file that is not empty"
	case len(content) > Largest:
		return "", fileTooLarge
	}
	shown := map[string]string{".pdf": "application/pdf", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
	switch sniffed := http.DetectContentType(content); {
	case sniffed == shown[ending]:
		return sniffed, ""
	case sniffed == "application/zip" && packages()[ending][0] != "":
		return packageType(ending, content)
	case texts()[ending] != "" && readsAsText(content) && (ending != ".ipynb" || json.Valid(content)):
		return texts()[ending], ""
	}
	return "", fileUnknown
}

// What an archive may hold, as it says itself. It is never unpacked here.
const (
	mostParts    = 5000
	mostUnpacked = 500 << 20
)

func packageType(ending string, content []byte) (kind, problem string) {
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return "", "This file is damaged. Save it again, and choose it"
	}
	if problem := unsafe(archive); problem != "" {
		return "", problem
	}
	want := packages()[ending]
	found := slices.ContainsFunc(archive.File, func(part *zip.File) bool { return part.Name == want[1] })
	if want[1] != "" && !found || strings.HasPrefix(ending, ".od") && mimeOf(archive) != want[0] {
		return "", fileUnknown
	}
	return want[0], ""
}

// unsafe says why an archive is not taken, whatever it is; empty for no reason.
func unsafe(archive *zip.Reader) string {
	unpacked := uint64(0)
	for _, part := range archive.File {
		unpacked += part.UncompressedSize64
		switch {
		case part.UncompressedSize64 > mostUnpacked || unpacked > mostUnpacked || len(archive.File) > mostParts:
			return "This file unpacks to too much. Leave out what is not needed"
		case escapes(part.Name):
			return "This ZIP file would write outside its folder. Make it again"
		case strings.HasSuffix(strings.ToLower(part.Name), "vbaproject.bin"):
			return "This file holds macros. Save it without them"
		}
	}
	return ""
}

// escapes tells whether a part of an archive would be written outside of the folder into which it is unpacked.
func escapes(name string) bool {
	name = strings.ReplaceAll(name, "\\", "/")
	return strings.HasPrefix(name, "/") || strings.Contains(name, ":") || slices.Contains(strings.Split(name, "/"), "..")
}

// mimeOf is what an OpenDocument file says that it is.
func mimeOf(archive *zip.Reader) string {
	file, err := archive.Open("mimetype")
	if err != nil {
		return ""
	}
	text, err := io.ReadAll(io.LimitReader(file, 200))
	if file.Close() != nil || err != nil {
		return ""
	}
	return strings.TrimSpace(string(text))
}

// readsAsText tells whether there is no character in it that no text has. Older files that are not UTF-8 are texts too.
func readsAsText(content []byte) bool {
	return !slices.ContainsFunc(content, func(b byte) bool { return b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f' || b == 0x7f })
}

// NamesPatient tells whether a line of the text holds an NHS number.
func NamesPatient(content []byte) bool {
	for line := range bytes.Lines(content) {
		if models.MentionsNHSNumber(string(line)) {
			return true
		}
	}
	return false
}

package paths

import (
	"net/url"

	"trellis/models"
)

// Imports lists the imports of files.
const Imports = "/admin/imports"

// SampleImport is a file of that kind to begin with.
func SampleImport(kind models.ImportKind) string {
	return "/admin/imports/sample?kind=" + url.QueryEscape(string(kind))
}

// Import is where an import stands.
func Import(id models.ID) string { return at("admin", "imports", string(id)) }

// ConfirmImport has an import kept.
func ConfirmImport(id models.ID) string { return at("admin", "imports", string(id), "confirm") }

// StopImport stops an import before anything is kept.
func StopImport(id models.ID) string { return at("admin", "imports", string(id), "stop") }

// UndoImport takes an import back.
func UndoImport(id models.ID) string { return at("admin", "imports", string(id), "undo") }

// NewImportOf is where a file of organisations or of people comes in.
func NewImportOf(kind string) string { return NewImport + "?kind=" + kind }

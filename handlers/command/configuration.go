package command

import (
	"fmt"
	"reflect"
	"strings"
)

// Configuration is docs/configuration.md: every setting, as the tags of the struct say it.
func Configuration() string {
	var text strings.Builder
	text.WriteString(`# Configuration

Trellis is told what it must know by flags or by environment variables; a flag beats the variable. Nothing has to be set: what is
absent, or empty, has the default below. ` + "`trellis --help`" + ` says the same.

This page is written from the code: ` + "`go test ./handlers/command -run Configuration -update`" + `.

| variable | flag | default | what it says |
|---|---|---|---|
`)
	for field := range reflect.TypeFor[settings]().Fields() {
		byDefault := field.Tag.Get("default")
		if byDefault != "" {
			byDefault = "`" + byDefault + "`"
		}
		fmt.Fprintf(&text, "| `%s` | `--%s` | %s | %s |\n", field.Tag.Get("env"), field.Tag.Get("name"), byDefault, field.Tag.Get("help"))
	}
	text.WriteString(`
With SQLite one process alone may serve a file: a second ` + "`trellis serve`" + ` on it is refused. Other commands may run beside it.
Back up the file with its secret. With PostgreSQL several processes may share one database; give each the same secret.
`)
	return text.String()
}

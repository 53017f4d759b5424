package command

import (
	"fmt"
	"os"

	"trellis/app/exchange"
)

// progress shows on standard error how far long work is, where that is a terminal; the function is nil where it is not.
// The second answer clears the line.
func (r *run) progress() (show func(exchange.Progress), end func()) {
	if !isTerminal(r.err) {
		return nil, func() {}
	}
	show = func(p exchange.Progress) {
		of := ""
		if p.Of > 0 {
			of = fmt.Sprintf(" of %d (%d%%)", p.Of, 100*p.Done/p.Of)
		}
		_, _ = fmt.Fprintf(r.err, "\r\x1b[K%s %d%s", p.Doing, p.Done, of) // nothing depends on it
	}
	return show, func() { _, _ = fmt.Fprint(r.err, "\r\x1b[K") }
}

func isTerminal(w any) bool {
	file, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// Package static holds the files a browser keeps: styles, scripts, icons and the mark.
package static

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
)

//go:embed *.css *.js *.svg *.txt icons/*.svg
var embedded embed.FS

// Default is built from the embedded files at its first use and is the same for the whole process.
var Default = sync.OnceValue(New)

// Path gives the address of a file for a template: Path("app.css").
func Path(name string) string { return Default().Path(name) }

// Files serves the embedded files below an address that changes with their content, so that they may be kept for a year.
type Files struct {
	prefix string // "/static/<hash>/"
	files  map[string]file
}

type file struct {
	contentType string
	plain       []byte
	gzipped     []byte
}

// New reads, hashes and compresses all embedded files. They are part of the binary, so a failure is a broken build and panics.
func New() *Files {
	f := &Files{files: map[string]file{}}
	sum := sha256.New()
	must(fs.WalkDir(embedded, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		plain, err := embedded.ReadFile(name)
		if err != nil {
			return err
		}
		sum.Write([]byte(name))
		sum.Write(plain)
		f.files[name] = file{contentType: contentType(name), plain: plain, gzipped: compress(plain)}
		return nil
	}))
	f.prefix = "/static/" + hex.EncodeToString(sum.Sum(nil))[:12] + "/"
	return f
}

// Path gives the full address of the named file, whether or not it exists.
func (f *Files) Path(name string) string { return f.prefix + name }

// ServeHTTP answers GET and HEAD for the current addresses; an address with an older hash is not found.
func (f *Files) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name, current := strings.CutPrefix(r.URL.Path, f.prefix)
	file, found := f.files[name]
	if !current || !found {
		http.NotFound(w, r)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "Method not allowed", http.StatusMethodNotAllowed)
		return
	}
	body := file.plain
	h := w.Header()
	if acceptsGzip(r.Header.Get("Accept-Encoding")) {
		body = file.gzipped
		h.Set("Content-Encoding", "gzip")
	}
	h.Set("Content-Type", file.contentType)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Vary", "Accept-Encoding")
	h.Set("X-Content-Type-Options", "nosniff")
	if r.Method == http.MethodGet {
		_, _ = w.Write(body) // a browser that went away is nobody's error
	}
}

// acceptsGzip follows RFC 9110 12.5.3 as far as browsers use it: a list of codings, where q=0 refuses one.
func acceptsGzip(header string) bool {
	for coding := range strings.SplitSeq(header, ",") {
		name, weight, _ := strings.Cut(strings.TrimSpace(coding), ";")
		if strings.EqualFold(strings.TrimSpace(name), "gzip") {
			q, weighted := strings.CutPrefix(strings.TrimSpace(weight), "q=")
			value, err := strconv.ParseFloat(q, 64)
			return !weighted || err == nil && value > 0
		}
	}
	return false
}

// contentType does not trust the system's table alone: a slim container has none.
func contentType(name string) string {
	switch path.Ext(name) {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	}
	return mime.TypeByExtension(path.Ext(name))
}

func compress(plain []byte) []byte {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	must(err)
	_, err = w.Write(plain)
	must(err)
	must(w.Close())
	return out.Bytes()
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

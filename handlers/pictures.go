package handlers

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"

	"trellis/views/badge"
)

// mostPictures is how many drawn pictures of badges are kept: some tens of kilobytes each.
const mostPictures = 100

// pictures keeps the pictures of badges that were drawn last: to draw one takes many times as long as all else of an answer. The
// zero value is ready.
type pictures struct {
	lock  sync.Mutex
	drawn map[[sha256.Size]byte][]byte
	order [][sha256.Size]byte // the first drawn first
}

// png is the picture as a file, drawn only where it is not kept.
func (p *pictures) png(of badge.Picture) ([]byte, error) {
	emblem := sha256.Sum256(of.Emblem)
	key := sha256.Sum256([]byte(strings.Join([]string{of.Title, of.Network, of.Colour.String(), string(emblem[:])}, "\x00")))
	p.lock.Lock()
	file, found := p.drawn[key]
	p.lock.Unlock()
	if found {
		return file, nil
	}
	file, err := of.PNG() // two may draw the same at once: others need not wait for it
	if err != nil {
		return nil, err
	}
	p.keep(key, file)
	return file, nil
}

func (p *pictures) keep(key [sha256.Size]byte, file []byte) {
	p.lock.Lock()
	defer p.lock.Unlock()
	if _, found := p.drawn[key]; found {
		return
	}
	if p.drawn == nil {
		p.drawn = map[[sha256.Size]byte][]byte{}
	}
	if len(p.order) == mostPictures {
		delete(p.drawn, p.order[0])
		p.order = p.order[1:]
	}
	p.drawn[key], p.order = file, append(p.order, key)
}

// unlessKnown answers with a file that anybody may keep for an hour, or that it is still the one that the browser has.
func unlessKnown(c echo.Context, kind string, file []byte) error {
	sum := sha256.Sum256(file)
	tag := `"` + hex.EncodeToString(sum[:16]) + `"`
	c.Response().Header().Set(echo.HeaderCacheControl, "public, max-age=3600")
	c.Response().Header().Set("ETag", tag)
	for known := range strings.SplitSeq(c.Request().Header.Get("If-None-Match"), ",") {
		if strings.TrimPrefix(strings.TrimSpace(known), "W/") == tag {
			return c.NoContent(http.StatusNotModified)
		}
	}
	return c.Blob(http.StatusOK, kind, file)
}

package settings

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"net/http"

	"trellis/models"
)

const (
	// LargestEmblem is the most that the file of an emblem may hold, in bytes.
	LargestEmblem = 200 << 10

	mostPixels    = 4_000_000 // of the picture in a file, whatever its size in bytes
	emblemHeight  = 160       // of the picture that is kept, at most
	emblemWidth   = 480
	wrongEmblem   = "Choose a picture that is a PNG or a JPEG file"
	largeEmblem   = "Choose a picture of at most 4 million pixels, such as 2000 by 2000"
	tooLargeWords = "Choose a picture of at most 200 KB"
)

// Emblem is a picture that stands for the network, as PNG.
func (s *Service) Emblem(ctx context.Context, digest string) (models.Emblem, error) {
	return s.Store.Emblem(ctx, digest)
}

// drawEmblem draws the picture of a file anew, as PNG and at most 160 pixels high, so that nothing else of the file is kept.
// What the file is, is seen from its content; its size is looked at before it is drawn. Problems are at the field emblem.
func drawEmblem(file []byte) (models.Emblem, error) {
	if len(file) > LargestEmblem {
		return models.Emblem{}, models.Invalid{"emblem": tooLargeWords}
	}
	config, decode := png.DecodeConfig, png.Decode
	switch http.DetectContentType(file) {
	case "image/png":
	case "image/jpeg":
		config, decode = jpeg.DecodeConfig, jpeg.Decode
	default:
		return models.Emblem{}, models.Invalid{"emblem": wrongEmblem}
	}
	size, err := config(bytes.NewReader(file))
	if err != nil || size.Width < 1 || size.Height < 1 {
		return models.Emblem{}, models.Invalid{"emblem": wrongEmblem}
	}
	if size.Width > mostPixels/size.Height {
		return models.Emblem{}, models.Invalid{"emblem": largeEmblem}
	}
	picture, err := decode(bytes.NewReader(file))
	if err != nil {
		return models.Emblem{}, models.Invalid{"emblem": wrongEmblem}
	}
	var drawn bytes.Buffer
	if err := png.Encode(&drawn, shrunk(picture)); err != nil {
		return models.Emblem{}, err
	}
	sum := sha256.Sum256(drawn.Bytes())
	return models.Emblem{Digest: hex.EncodeToString(sum[:]), Data: drawn.Bytes()}, nil
}

// shrunk is the picture at most as large as an emblem: each pixel is the mean of those that it stands for.
func shrunk(picture image.Image) *image.RGBA {
	bounds := picture.Bounds()
	whole := image.NewRGBA(image.Rect(0, 0, bounds.Dx(), bounds.Dy()))
	draw.Draw(whole, whole.Bounds(), picture, bounds.Min, draw.Src)
	w, h := fitted(bounds.Dx(), bounds.Dy())
	if w == bounds.Dx() && h == bounds.Dy() {
		return whole
	}
	small := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			part := image.Rect(x*bounds.Dx()/w, y*bounds.Dy()/h, (x+1)*bounds.Dx()/w, (y+1)*bounds.Dy()/h)
			small.SetRGBA(x, y, mean(whole, part))
		}
	}
	return small
}

// fitted is the size of a picture that has to fit into that of an emblem, with the same shape.
func fitted(width, height int) (w, h int) {
	w, h = width, height
	if h > emblemHeight {
		w, h = max(1, width*emblemHeight/height), emblemHeight
	}
	if w > emblemWidth {
		w, h = emblemWidth, max(1, height*emblemWidth/width)
	}
	return w, h
}

// mean is the colour in the middle of all in a part of the picture, with what shines through them.
func mean(picture *image.RGBA, part image.Rectangle) color.RGBA {
	var sum [4]int
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			at := picture.PixOffset(x, y)
			for i := range sum {
				sum[i] += int(picture.Pix[at+i])
			}
		}
	}
	n := max(1, part.Dx()*part.Dy())
	of := func(i int) uint8 { return uint8((sum[i] + n/2) / n) } //nolint:gosec // a mean of bytes is a byte
	return color.RGBA{R: of(0), G: of(1), B: of(2), A: of(3)}
}

package settings

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"testing"

	"trellis/models"
)

// FuzzAnEmblem draws whatever somebody sends: it is refused in words, or becomes a picture that is no larger than an emblem.
func FuzzAnEmblem(f *testing.F) {
	var small bytes.Buffer
	if err := png.Encode(&small, image.NewRGBA(image.Rect(0, 0, 3, 300))); err != nil {
		f.Fatal(err)
	}
	f.Add(small.Bytes())
	f.Add([]byte("\xff\xd8\xff\xe0"))
	f.Add([]byte("<svg/>"))
	f.Fuzz(func(t *testing.T, file []byte) {
		emblem, err := drawEmblem(file)
		if err != nil {
			if _, refused := errors.AsType[models.Invalid](err); !refused {
				t.Fatal(err)
			}
			return
		}
		size, err := png.DecodeConfig(bytes.NewReader(emblem.Data))
		if err != nil || size.Width > emblemWidth || size.Height > emblemHeight || size.Width < 1 || size.Height < 1 {
			t.Fatalf("%+v (%v)", size, err)
		}
	})
}

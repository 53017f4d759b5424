package badge

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"os"
	"testing"

	"trellis/models"
)

func TestAPictureOfAnyTitle(t *testing.T) {
	colour, err := models.ParseColour(models.UsualColour)
	if err != nil {
		t.Fatal(err)
	}
	for name, title := range map[string]string{
		"short": "R", "usual": "Describing data for decisions", "none": "", "letters": "Ŵyn & <Łukasz> 東京",
		"long": "Making sense of uncertainty: an introduction to statistical inference for analysts who work with decision makers in several organisations",
		"word": "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
	} {
		p := Picture{Title: title, Network: "Analysts' network of the North and the Islands", Colour: colour}
		file, err := p.PNG()
		if err != nil {
			t.Fatal(err)
		}
		if picture, err := png.Decode(bytes.NewReader(file)); err != nil || picture.Bounds().Dx() != size {
			t.Errorf("%s: %v", name, err)
		}
		if folder := os.Getenv("TRELLIS_PICTURES"); folder != "" {
			if err := errors.Join(os.WriteFile(folder+"/"+name+".png", file, 0o600), os.WriteFile(folder+"/"+name+".svg", p.SVG(), 0o600)); err != nil {
				t.Fatal(err)
			}
		}
		for d := xml.NewDecoder(bytes.NewReader(p.SVG())); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
	}
}

func TestTheEmblemOfTheNetworkIsOnItsBadges(t *testing.T) {
	emblem, err := Picture{Title: "Emblem"}.PNG()
	if err != nil {
		t.Fatal(err)
	}
	with, err := Picture{Title: "R", Emblem: emblem}.PNG()
	if err != nil {
		t.Fatal(err)
	}
	without, err := Picture{Title: "R"}.PNG()
	if err != nil || bytes.Equal(with, without) {
		t.Errorf("the emblem is not seen (%v)", err)
	}
	if !bytes.Contains(Picture{Title: "R", Emblem: emblem}.SVG(), []byte("data:image/png;base64,")) {
		t.Error("the emblem is not in the drawing")
	}
	if _, err := (Picture{Emblem: []byte("no picture")}).PNG(); err == nil {
		t.Error("a broken emblem is drawn")
	}
}

func BenchmarkPNG(b *testing.B) {
	p := Picture{Title: "Describing data for decisions", Network: "Analysts' network"}
	for b.Loop() {
		if _, err := p.PNG(); err != nil {
			b.Fatal(err)
		}
	}
}

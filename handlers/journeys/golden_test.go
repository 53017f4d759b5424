package journeys

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"trellis/models/paths"
)

var update = flag.Bool("update", false, "keep the pictures as they are now")

// goldenDay is the day on which the demonstration stands when its pictures are taken: they show dates.
var goldenDay = time.Date(2026, time.November, 23, 9, 30, 0, 0, time.UTC)

// golden are the main views of skills and their gaps, each with who looks at it.
var golden = []struct{ name, who, path string }{
	{"my-skills", "Amara Osei", "/skills"},
	{"team-skills", "Helen Whitcombe", paths.TeamSkills},
	{"network-skills", "Sunita Rao", paths.NetworkSkills},
	{"demand", "Sunita Rao", paths.NetworkDemand},
}

// The main views look as they did when somebody last looked at their pictures and kept them:
//
//	go test ./handlers/journeys -run Golden -update
func TestGoldenPictures(t *testing.T) {
	b := newBrowser(t)
	address := newDemoOn(t, goldenDay)
	for _, width := range widths {
		t.Run(fmt.Sprintf("%d px wide", width), func(t *testing.T) {
			v, in := b.visit(t, address, width), ""
			for _, g := range golden {
				if in != g.who {
					v.do(chromedp.Navigate(address + "/account"))
					if in != "" {
						v.press("Sign out")
					}
					v.enter(g.who)
					in = g.who
				}
				v.do(chromedp.Navigate(address + g.path))
				compare(t, filepath.Join("testdata", "golden", fmt.Sprintf("%s-%d.png", g.name, width)), v.whole())
			}
		})
	}
}

// whole is a picture of the whole page, at half its size.
func (v *visitor) whole() []byte {
	v.t.Helper()
	var picture []byte
	var height int64
	v.do(chromedp.Evaluate(`document.documentElement.scrollHeight`, &height))
	v.do(v.size(height), chromedp.ActionFunc(func(ctx context.Context) error {
		var err error
		picture, err = page.CaptureScreenshot().Do(ctx)
		return err
	}), v.size(windowHeight))
	return halved(v.t, picture)
}

// halved is a picture at half its size and in fewer colours: enough to read it, and a quarter of a file to keep.
func halved(t *testing.T, picture []byte) []byte {
	t.Helper()
	whole := decoded(t, picture)
	half := image.NewNRGBA(image.Rect(0, 0, whole.Bounds().Dx()/2, whole.Bounds().Dy()/2))
	for y := range half.Rect.Dy() {
		for x := range half.Rect.Dx() {
			c := mean(whole, 2*x, 2*y, 2)
			half.SetNRGBA(x, y, color.NRGBA{R: fewer(c[0]), G: fewer(c[1]), B: fewer(c[2]), A: 255})
		}
	}
	var small bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&small, half); err != nil {
		t.Fatal(err)
	}
	return small.Bytes()
}

// fewer rounds the value of a colour to one of 18.
func fewer(c int) uint8 { return uint8((c + 7) / 15 * 15) }

// compare holds a picture against the one that is kept.
func compare(t *testing.T, file string, now []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, now, 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	kept, err := os.ReadFile(filepath.Clean(file))
	if err != nil {
		t.Fatalf("%v; keep it with -update", err)
	}
	if why := differs(t, kept, now); why != "" {
		seen := filepath.Join(os.TempDir(), "now-"+filepath.Base(file))
		_ = os.WriteFile(seen, now, 0o600)
		t.Errorf("%s looks different: %s. It looks like %s now; where that is right, keep it with -update", file, why, seen)
	}
}

// What two pictures may differ in, since machines draw letters differently: in height, in percent; and in how many blocks
// of a picture the mean colour may be another one, in percent of blocks that are more than that far apart.
const (
	block       = 8  // px
	fartherThan = 24 // of 255
	mayDiffer   = 2  // percent
)

// differs says in what two pictures differ more than they may; empty when they do not.
func differs(t *testing.T, kept, now []byte) string {
	t.Helper()
	a, b := decoded(t, kept), decoded(t, now)
	if a.Bounds().Dx() != b.Bounds().Dx() {
		return fmt.Sprintf("it is %d px wide and was %d", b.Bounds().Dx(), a.Bounds().Dx())
	}
	was, is := a.Bounds().Dy(), b.Bounds().Dy()
	if (max(was, is)-min(was, is))*100 > was*mayDiffer {
		return fmt.Sprintf("it is %d px high and was %d", is, was)
	}
	far, all := 0, 0
	for y := 0; y+block <= min(was, is); y += block {
		for x := 0; x+block <= a.Bounds().Dx(); x += block {
			all++
			if apart(mean(a, x, y, block), mean(b, x, y, block)) > fartherThan {
				far++
			}
		}
	}
	if far*100 > all*mayDiffer {
		return fmt.Sprintf("%d of %d blocks have another colour", far, all)
	}
	return ""
}

func decoded(t *testing.T, picture []byte) image.Image {
	t.Helper()
	i, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// mean is the mean red, green and blue of a square.
func mean(i image.Image, x, y, side int) (sum [3]int) {
	for dy := range side {
		for dx := range side {
			r, g, b, _ := i.At(x+dx, y+dy).RGBA()
			sum[0] += int(r >> 8)
			sum[1] += int(g >> 8)
			sum[2] += int(b >> 8)
		}
	}
	for c := range sum {
		sum[c] /= side * side
	}
	return sum
}

// apart is how far two colours are from each other, in the part in which they differ most.
func apart(a, b [3]int) (most int) {
	for c := range a {
		most = max(most, a[c]-b[c], b[c]-a[c])
	}
	return most
}

// A picture of which a part as large as a card has another colour, or that is longer, is told from the one that is kept.
func TestPicturesThatDifferAreTold(t *testing.T) {
	draw := func(height, card int) []byte {
		i := image.NewGray(image.Rect(0, 0, 320, height))
		for n := range i.Pix {
			i.Pix[n] = 255
			if n%320 < card && n/320 < card {
				i.Pix[n] = 0
			}
		}
		var b bytes.Buffer
		if err := png.Encode(&b, i); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	for _, c := range []struct {
		height, card int
		differs      bool
	}{{640, 0, false}, {640, 16, false}, {640, 96, true}, {650, 0, false}, {700, 0, true}} {
		if why := differs(t, draw(640, 0), draw(c.height, c.card)); (why != "") != c.differs {
			t.Errorf("%d px high with a card of %d px: %q", c.height, c.card, why)
		}
	}
}

package files_test

import (
	"bytes"
	"errors"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"trellis/app/files"
	"trellis/models"
)

// objectStore is a store that speaks S3, over the loopback, with a bucket.
func objectStore(t *testing.T) (host string) {
	t.Helper()
	backend := s3mem.New()
	if err := backend.CreateBucket("uploads"); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(gofakes3.New(backend).Server())
	t.Cleanup(server.Close)
	return strings.TrimPrefix(server.URL, "http://")
}

func open(t *testing.T, address string) files.Shelf {
	t.Helper()
	shelf, err := files.Open(address)
	if err != nil {
		t.Fatal(err)
	}
	return shelf
}

// TestEveryShelfKeepsFilesAlike asks each kind of shelf the same.
func TestEveryShelfKeepsFilesAlike(t *testing.T) {
	host := objectStore(t)
	for name, shelf := range map[string]files.Shelf{
		"memory":          &files.Memory{Now: time.Now},
		"folder":          open(t, "file:"+filepath.Join(t.TempDir(), "made", "when needed")),
		"bucket":          open(t, "s3://key:secret@"+host+"/uploads?secure=false"),
		"prefixed bucket": open(t, "s3://key:secret@"+host+"/uploads?secure=false&prefix=trellis/files&region=eu-west-2"),
	} {
		t.Run(name, func(t *testing.T) { conforms(t, shelf) })
	}
}

func conforms(t *testing.T, shelf files.Shelf) {
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	lying := func() (keys []string) {
		t.Helper()
		list, err := shelf.Lying(ctx)
		must(err)
		for _, l := range list {
			keys = append(keys, fmt.Sprintf("%s %d", l.Key, l.Size))
			if time.Since(l.At) > time.Hour {
				t.Errorf("%s lies there since %s", l.Key, l.At)
			}
		}
		return keys
	}
	if got := lying(); len(got) > 0 {
		t.Fatalf("an empty shelf has %q", got)
	}
	large := bytes.Repeat([]byte("0123456789abcdef"), 1<<16)
	must(shelf.Put(ctx, "b", large))
	must(shelf.Put(ctx, "a.pdf", []byte("one")))
	must(shelf.Put(ctx, "a.pdf", []byte("another")))
	for key, want := range map[string][]byte{"b": large, "a.pdf": []byte("another")} {
		if got, err := shelf.Get(ctx, key); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s has %d bytes (%v)", key, len(got), err)
		}
	}
	if got := lying(); !slices.Equal(got, []string{"a.pdf 7", fmt.Sprintf("b %d", len(large))}) {
		t.Errorf("there lie %q", got)
	}
	if _, err := shelf.Get(ctx, "c"); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("a missing file: %v", err)
	}
	must(shelf.Remove(ctx, "a.pdf"))
	must(shelf.Remove(ctx, "a.pdf"))
	if _, err := shelf.Get(ctx, "a.pdf"); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("a removed file: %v", err)
	}
	for _, odd := range []string{"", ".", "..", "../b", "/b", "x/../b", "x/y", `..\b`, "b\x00", "b c", ".hidden", "ключ", strings.Repeat("k", 151), "%2e%2e"} {
		if _, err := shelf.Get(ctx, odd); err == nil || errors.Is(err, models.ErrNotFound) {
			t.Errorf("the key %q is read: %v", odd, err)
		}
		if shelf.Put(ctx, odd, []byte("x")) == nil || shelf.Remove(ctx, odd) == nil {
			t.Errorf("the key %q is taken", odd)
		}
	}
	if shelf.Put(ctx, "x.part", nil) == nil {
		t.Error("a file is put under the name of a half")
	}
	wholeAlways(t, shelf)
}

// wholeAlways writes two texts in turn while others read: they see one or the other.
func wholeAlways(t *testing.T, shelf files.Shelf) {
	texts := [][]byte{bytes.Repeat([]byte("x"), 200_000), bytes.Repeat([]byte("y"), 100_000)}
	var all sync.WaitGroup
	for w := range 2 {
		all.Go(func() {
			for range 10 {
				if err := shelf.Put(t.Context(), "turns", texts[w]); err != nil {
					t.Error(err)
				}
			}
		})
		all.Go(func() {
			for range 20 {
				got, err := shelf.Get(t.Context(), "turns")
				if err == nil && !bytes.Equal(got, texts[0]) && !bytes.Equal(got, texts[1]) {
					t.Errorf("half a file of %d bytes was read", len(got))
				}
			}
		})
	}
	all.Wait()
	if list, err := shelf.Lying(t.Context()); err != nil || len(list) != 2 {
		t.Errorf("there lie %v (%v)", list, err)
	}
}

func TestAFolderIsNeverLeft(t *testing.T) {
	outside, folder := t.TempDir(), t.TempDir()
	secret := filepath.Join(outside, "secret")
	if err := os.WriteFile(secret, []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(secret, filepath.Join(folder, "link")); err != nil {
		t.Fatal(err)
	}
	shelf := open(t, "file:"+folder)
	if got, err := shelf.Get(t.Context(), "link"); err == nil {
		t.Errorf("a link led outside: %q", got)
	}
	if err := shelf.Put(t.Context(), "link", []byte("mine")); err != nil {
		t.Error(err)
	}
	if got, err := os.ReadFile(secret); err != nil || string(got) != "secret" {
		t.Errorf("what lies outside is now %q (%v)", got, err)
	}
}

// TestWhatACrashLeftHalfWritten is not read as a file, is named, and can be removed.
func TestWhatACrashLeftHalfWritten(t *testing.T) {
	folder := t.TempDir()
	shelf := open(t, "file:"+folder)
	if err := os.WriteFile(filepath.Join(folder, "key-ABC.part"), []byte("ha"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := shelf.Get(t.Context(), "key-ABC.part"); err == nil {
		t.Error("half a file is read")
	}
	list, err := shelf.Lying(t.Context())
	if err != nil || len(list) != 1 {
		t.Fatalf("%v (%v)", list, err)
	}
	if err := shelf.Remove(t.Context(), list[0].Key); err != nil {
		t.Error(err)
	}
	if list, err := shelf.Lying(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("%v (%v)", list, err)
	}
}

func TestAnAddressThatNamesNoShelfIsRefused(t *testing.T) {
	for address, says := range map[string]string{
		"":                                  "file:FOLDER or s3://",
		"file:":                             "file:FOLDER or s3://",
		"/var/files":                        "file:FOLDER or s3://",
		"https://key:hidden@host/bucket":    `begins with "https"`,
		"s3://key:hidden@host":              "needs a host and one bucket",
		"s3:///bucket":                      "needs a host and one bucket",
		"s3://key:hidden@host/a/b":          "needs a host and one bucket",
		"s3://key@host/bucket":              "without its secret",
		"s3://key:hid/den@host/bucket":      "%2F",
		"s3://key:hidden@host/b?secure=no":  "want true or false",
		"s3://key:hidden@host/b?region=x&y": "want region, prefix or secure",
	} {
		if _, err := files.Open(address); err == nil || !strings.Contains(err.Error(), says) || strings.Contains(err.Error(), "hid") {
			t.Errorf("%q: %v", address, err)
		}
	}
}

// TestWhoAsksCanBeSaidByTheEnvironment leaves the key out of the address.
func TestWhoAsksCanBeSaidByTheEnvironment(t *testing.T) {
	t.Setenv("AWS_ACCESS_KEY_ID", "key")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	conforms(t, open(t, "s3://"+objectStore(t)+"/uploads?secure=false"))
}

// TestABucketThatIsMissing is no missing file: else all files would seem to be gone.
func TestABucketThatIsMissing(t *testing.T) {
	shelf := open(t, "s3://key:secret@"+objectStore(t)+"/other?secure=false")
	if _, err := shelf.Get(t.Context(), "a"); err == nil || errors.Is(err, models.ErrNotFound) {
		t.Errorf("got %v", err)
	}
	if _, err := shelf.Lying(t.Context()); err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("got %v", err)
	}
}

func TestBytesAreTakenOffWhereTheRowWasRefused(t *testing.T) {
	two := []models.File{{Name: "a", Data: []byte("a")}, {Name: "b", Data: []byte("bb")}}
	for _, c := range []struct {
		name  string
		err   error
		stays int
	}{
		{"kept", nil, 2},
		{"refused", fmt.Errorf("hand in: %w", models.ErrStale), 0},
		{"wrong", models.Invalid{"file": "no"}, 0},
		{"unknown", errors.New("the connection broke while the transaction was kept"), 2},
	} {
		shelf := &files.Memory{}
		err := files.Lay(t.Context(), shelf, two, func(laid []models.File) error {
			if len(laid) != 2 || laid[1].Size != 2 || len(laid[1].Data) != 0 || laid[0].ShelfKey == laid[1].ShelfKey {
				t.Errorf("laid %+v", laid)
			}
			if got, err := files.Read(t.Context(), shelf, laid[1]); err != nil || string(got) != "bb" {
				t.Errorf("read %q (%v)", got, err)
			}
			return c.err
		})
		list, _ := shelf.Lying(t.Context())
		if fmt.Sprint(err) != fmt.Sprint(c.err) || len(list) != c.stays {
			t.Errorf("%s: %v, %d stay", c.name, err, len(list))
		}
	}
}

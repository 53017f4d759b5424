package badge

import "testing"

func TestABadgeIsBakedOnce(t *testing.T) {
	i := newIssuer(t, DID(home))
	files := i.files(t, completion(i.did))
	again, err := BakePNG(files["token in png"], string(files["proof"]))
	if err != nil {
		t.Fatal(err)
	}
	if found := Verify(t.Context(), again, i, now); found.Answer != Genuine || found.Form != "proof" {
		t.Errorf("%+v", found)
	}
}

func TestANameIsAnAddressAndBack(t *testing.T) {
	for address, want := range map[string]string{
		"https://skills.example.org": "https://skills.example.org/.well-known/did.json", "http://127.0.0.1:8080": "https://127.0.0.1:8080/.well-known/did.json",
		"https://example.org/trellis/": "https://example.org/trellis/did.json",
	} {
		if got, err := DocumentAddress(DID(address)); err != nil || got != want {
			t.Errorf("%s: %s (%v)", address, got, err)
		}
	}
	for _, did := range []string{"did:key:z6Mk", "did:web:", "did:web:a%2Fb", "did:web:a%40b", "did:web:a:..%2f"} {
		if address, err := DocumentAddress(did); err == nil {
			t.Errorf("%s is looked up at %s", did, address)
		}
	}
}

func FuzzVerify(f *testing.F) {
	i := newIssuer(f, DID(home))
	for _, file := range i.files(f, completion(i.did)) {
		f.Add(file)
	}
	f.Fuzz(func(t *testing.T, file []byte) { Verify(t.Context(), file, i, now) })
}

func FuzzOpen(f *testing.F) {
	for _, file := range newIssuer(f, DID(home)).files(f, completion(DID(home))) {
		f.Add(file)
	}
	f.Fuzz(func(_ *testing.T, file []byte) { _, _, _ = Open(file) })
}

package handlers

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"trellis/models"
	"trellis/models/paths"
)

// settingsForm is the form with what holds at first, and changes: names and values in turn.
func settingsForm(change ...string) url.Values {
	form := url.Values{
		"version": {"0"}, "name": {"Testland analysts' network"}, "colour": {models.UsualColour}, "system_word": {"system"}, "systems_word": {"systems"},
		"half_from": {"5"}, "share_from": {"10"}, "holds_months": {"12"}, "second_factor": {"admins"},
	}
	for i := 0; i < len(change); i += 2 {
		form.Set(change[i], change[i+1])
	}
	return form
}

func picture(w, h int) string {
	drawn := image.NewRGBA(image.Rect(0, 0, w, h))
	for x := range w {
		drawn.Set(x, h/2, color.RGBA{R: 200, A: 255})
	}
	var file bytes.Buffer
	if err := png.Encode(&file, drawn); err != nil {
		return ""
	}
	return file.String()
}

func TestWhatTheNetworkSaysOfItselfIsOnEveryPage(t *testing.T) {
	s := newSite(t)
	bea := s.Administrator("Bea")
	s.get(bea, paths.Settings).want(http.StatusOK).says("Full name of your network", "How long things are kept", "Who needs a second factor?")
	form := settingsForm(
		"name", "Northern network", "strapline", "Analysts of the north", "colour", "other", "other_colour", "#5B2C6F", "contact_name", "Programme team",
		"contact_email", "team@example.org", "contact_phone", "01234 567890", "system_word", "county", "systems_word", "counties",
		"half_from", "6", "share_from", "12", "welcome_text", "Good to see you.\r\nCome in.", "help_text", "Ring us on Mondays.",
		"controller", "Northern Authority", "enforcement_body", "The Ombudsman", "accessibility_tested", "2026-11-20",
	)
	s.upload(bea, paths.Settings, form, [3]string{"emblem", "emblem.png", picture(400, 320)}).want(http.StatusSeeOther).goesTo(paths.Settings)
	saved, err := s.Store.Settings(t.Context())
	if err != nil || saved.Version != 1 || saved.Colour != "#5b2c6f" || len(saved.Emblem) != 64 || *saved.ChangedByID != bea.ID {
		t.Fatalf("kept %+v (%v)", saved, err)
	}
	network, err := s.Store.NetworkOrganisation(t.Context())
	if err != nil || network.Name != "Northern network" || network.Code != "NET" {
		t.Errorf("the network is %+v (%v)", network, err)
	}
	front := s.get(models.Actor{}, "/").want(http.StatusOK).says("Good to see you.", "Come in.")
	for _, part := range []string{"Analysts of the north", `content="#5b2c6f"`, `href="/theme.css?v=1"`, paths.Emblem(saved.Emblem), "mailto:team@example.org", "tel:01234567890"} {
		if !strings.Contains(front.Body, part) {
			t.Errorf("the front page has no %s", part)
		}
	}
	s.get(models.Actor{}, "/help").says("Ring us on Mondays.", "Programme team", "team@example.org")
	s.get(models.Actor{}, "/privacy").says("Northern Authority", "6 years", "30 days").saysNot("Fill this in")
	s.get(bea, "/privacy").says("Fill this in")
	s.get(models.Actor{}, "/accessibility").says("20 November 2026", "The Ombudsman")
	s.get(bea, paths.WhoSeesWhat).says("Fewer than 6 people", "6 to 11 people", "12 people or more")
	s.get(bea, "/network/demand").says("by the county where people work", "Groups of fewer than 6")
	s.get(bea, "/admin/organisations").says("SYS County").saysNot("SYS System")
	if events := s.Events(); strings.Join(events, " ") != "settings.changed organisation.changed" && strings.Join(events, " ") != "organisation.changed settings.changed" {
		t.Errorf("events %v", events)
	}
	theme := s.get(models.Actor{}, "/theme.css?v=1").want(http.StatusOK)
	if !strings.Contains(theme.Body, "--app-header: #5b2c6f;") || !strings.Contains(theme.Header.Get("Cache-Control"), "immutable") || theme.Header.Get("Content-Type") != "text/css; charset=utf-8" {
		t.Errorf("the theme is %v %s", theme.Header, theme.Body)
	}
	if old := s.get(models.Actor{}, "/theme.css?v=0"); strings.Contains(old.Header.Get("Cache-Control"), "immutable") {
		t.Error("the colour of another version may be kept")
	}
}

func TestAnEmblemIsDrawnAnew(t *testing.T) {
	s := newSite(t)
	bea := s.Administrator("Bea")
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, image.NewGray(image.Rect(0, 0, 900, 300)), nil); err != nil {
		t.Fatal(err)
	}
	for version, file := range []string{picture(400, 320) + "<script>alert(1)</script>", photo.String(), picture(20, 10)} {
		s.upload(bea, paths.Settings, settingsForm("version", string(rune('0'+version))), [3]string{"emblem", "x.svg", file}).want(http.StatusSeeOther)
		kept, err := s.Store.Settings(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		got := s.get(models.Actor{}, paths.Emblem(kept.Emblem)).want(http.StatusOK)
		drawn, err := png.Decode(strings.NewReader(got.Body))
		if err != nil || drawn.Bounds().Dy() > 160 || drawn.Bounds().Dx() > 480 || strings.Contains(got.Body, "script") {
			t.Errorf("drawn %v (%v)", drawn.Bounds(), err)
		}
		if !strings.Contains(got.Header.Get("Cache-Control"), "immutable") || got.Header.Get("Content-Type") != "image/png" {
			t.Errorf("headers %v", got.Header)
		}
	}
	kept, err := s.Store.Settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s.upload(bea, paths.Settings, settingsForm("version", "3")).want(http.StatusSeeOther) // without a file it stays
	s.get(models.Actor{}, paths.Emblem(kept.Emblem)).want(http.StatusOK)
	s.upload(bea, paths.Settings, settingsForm("version", "4", "remove_emblem", "true")).want(http.StatusSeeOther)
	s.get(models.Actor{}, paths.Emblem(kept.Emblem)).want(http.StatusNotFound)
	s.get(models.Actor{}, "/emblem/"+kept.Emblem).want(http.StatusNotFound)
}

func TestWhatIsNoEmblemIsRefused(t *testing.T) {
	s := newSite(t)
	bea := s.Administrator("Bea")
	bomb := strings.Replace(picture(10, 10), "\x00\x00\x00\x0a\x00\x00\x00\x0a", "\x00\x00\xff\xff\x00\x00\xff\xff", 1)
	for name, c := range map[string][2]string{
		"a drawing with script": {`<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>`, "PNG or a JPEG"},
		"half a picture":        {picture(100, 100)[:60], "PNG or a JPEG"},
		"words":                 {"a picture", "PNG or a JPEG"},
		"too large a file":      {picture(10, 10) + strings.Repeat("x", 200<<10), "at most 200 KB"},
		"too many pixels":       {picture(2100, 2000), "at most 4 million pixels"},
		"a header that lies":    {bomb, "PNG or a JPEG"},
	} {
		page := s.upload(bea, paths.Settings, settingsForm("strapline", "Kept as typed"), [3]string{"emblem", "emblem.png", c[0]}).want(http.StatusUnprocessableEntity).says("There is a problem", c[1])
		if got := page.find(`input[name="strapline"]`); len(got) != 1 || attribute(got[0], "value") != "Kept as typed" {
			t.Errorf("%s: what was typed is not kept", name)
		}
	}
	if len(s.Events()) != 0 {
		t.Error("something was kept")
	}
}

func TestSettingsThatCannotBeSayWhy(t *testing.T) {
	s := newSite(t)
	ada, bea := s.Learner("Ada"), s.Administrator("Bea")
	s.upload(ada, paths.Settings, settingsForm()).want(http.StatusNotFound)
	s.upload(bea, paths.Settings, settingsForm("half_from", "7", "share_from", "14")).want(http.StatusSeeOther)
	for name, c := range map[string]struct{ field, value, says string }{
		"no name":              {"name", " ", "Enter the full name of your network"},
		"a pale colour":        {"other_colour", "#777777", "contrast of 4.4 to 1"},
		"no colour":            {"other_colour", "red;}", "Enter a colour as #"},
		"no address":           {"contact_email", "team", "Enter an email address"},
		"below the floor":      {"half_from", "4", "give people away"},
		"below what holds":     {"half_from", "6", "never lowered"},
		"a lower share":        {"share_from", "13", "never lowered"},
		"a share before":       {"half_from", "15", "no lower than the one above"},
		"words for a number":   {"share_from", "ten", "whole number"},
		"no word for a system": {"system_word", "", "what your network calls a system"},
		"no second factor":     {"second_factor", "none", "Tick that you mean this"},
		"an unknown rule":      {"second_factor", "all", "Select of whom"},
		"stands for no time":   {"holds_months", "0", "a whole number from 1 to 60"},
		"stands too long":      {"holds_months", "61", "a whole number from 1 to 60"},
		"stands for a while":   {"holds_months", "a year", "a whole number from 1 to 60"},
		"tested tomorrow":      {"accessibility_tested", "2026-11-24", "today or an earlier date"},
	} {
		form := settingsForm("version", "1", "half_from", "7", "share_from", "14", "colour", "other", "other_colour", "#123456", c.field, c.value)
		page := s.upload(bea, paths.Settings, form).want(http.StatusUnprocessableEntity).says("There is a problem", c.says)
		if got := page.find(`input[name="` + c.field + `"][type=text]`); len(got) == 1 && attribute(got[0], "value") != strings.TrimSpace(c.value) && c.field != "name" {
			t.Errorf("%s: what was typed is not kept", name)
		}
	}
	s.upload(bea, paths.Settings, settingsForm("version", "1", "half_from", "7", "share_from", "14", "second_factor", "none", "none_agreed", "true")).want(http.StatusSeeOther)
}

func TestAnAssessmentStandsAsLongAsTheSettingsSay(t *testing.T) {
	s := newSite(t)
	bea := s.Administrator("Bea")
	s.get(bea, paths.Settings).says("How long an assessment stands before it is looked at again")
	s.upload(bea, paths.Settings, settingsForm("holds_months", " 18 ")).want(http.StatusSeeOther)
	if got := s.get(bea, paths.Settings).find(`input[name="holds_months"]`); attribute(got[0], "value") != "18" {
		t.Errorf("an assessment stands %s months", attribute(got[0], "value"))
	}
	s.upload(bea, paths.Settings, settingsForm("holds_months", "24")).want(http.StatusConflict).says("Months an assessment stands", "18")
	kept, err := s.Store.Settings(t.Context())
	if err != nil || kept.HoldsMonths != 18 {
		t.Errorf("kept %+v (%v)", kept, err)
	}
}

func TestTwoWhoChangeTheSettingsAtOnceSeeEachOther(t *testing.T) {
	s := newSite(t)
	bea, cas := s.Administrator("Bea"), s.Administrator("Cas")
	s.upload(bea, paths.Settings, settingsForm("strapline", "Of Bea")).want(http.StatusSeeOther)
	page := s.upload(cas, paths.Settings, settingsForm("strapline", "Of Cas")).want(http.StatusConflict).says("changed since you opened them", "Of Bea")
	if got := page.find(`input[name="strapline"]`); attribute(got[0], "value") != "Of Cas" {
		t.Error("what was typed is not kept")
	}
	if got := page.find(`input[name="version"]`); attribute(got[0], "value") != "1" {
		t.Error("the next save would be refused too")
	}
	s.upload(cas, paths.Settings, settingsForm("version", "1", "strapline", "Of Cas")).want(http.StatusSeeOther)
	s.get(models.Actor{}, "/")
	kept, err := s.Store.Settings(t.Context())
	if err != nil || kept.Strapline != "Of Cas" || kept.Version != 2 {
		t.Errorf("kept %+v (%v)", kept, err)
	}
}

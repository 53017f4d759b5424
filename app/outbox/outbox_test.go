package outbox_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"trellis/app/outbox"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

func TestMain(m *testing.M) { modeltest.Main(m) }

// recorder is a post that keeps what it is given, and fails while it is told to.
type recorder struct {
	sent    []models.Message
	problem error
}

func (r *recorder) Send(_ context.Context, m models.Message) error {
	if r.problem != nil {
		return r.problem
	}
	r.sent = append(r.sent, m)
	return nil
}

const kind = "mail.test"

// owe enqueues one letter to the person.
func owe(w *modeltest.World, to models.Actor) {
	w.In(func(ctx context.Context, tx *store.Tx) error {
		return tx.Publish(ctx, models.Event{Act: "test.done", Subject: "people", SubjectID: to.ID}, models.Job{Kind: kind, SubjectID: to.ID})
	})
}

// worker writes a plain letter to the subject of each job.
func worker(w *modeltest.World, post outbox.Post, kinds map[string]outbox.Do) *outbox.Worker {
	if kinds == nil {
		kinds = map[string]outbox.Do{kind: outbox.Mail(func(ctx context.Context, subject models.ID) (outbox.Letter, error) {
			person, err := w.Store.Person(ctx, subject)
			return outbox.Letter{To: person, Subject: "Hello", Body: "Hello " + person.Name}, err
		})}
	}
	return outbox.New(w.Store, post, kinds)
}

func once(t *testing.T, k *outbox.Worker) int {
	t.Helper()
	n, err := k.Once(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestALetterIsWrittenOnceAndSentOnce(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		post := &recorder{}
		k := worker(w, post, nil)
		owe(w, w.Learner("Ada"))
		if n := once(t, k); n != 1 || len(post.sent) != 1 || post.sent[0].Body != "Hello Ada" || post.sent[0].Recipient != "ada@example.org" {
			t.Fatalf("%d jobs, sent %+v", n, post.sent)
		}
		if n := once(t, k); n != 0 {
			t.Errorf("%d jobs are left", n)
		}
	})
}

func TestALetterThatCannotBeSentIsTriedAgainLaterAndStaysTheSame(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		post := &recorder{problem: errors.New("the server is away")}
		k := worker(w, post, nil)
		owe(w, w.Learner("Ada"))
		once(t, k)
		if n := once(t, k); n != 0 {
			t.Error("it is tried again at once")
		}
		post.problem = nil
		w.Clock.Advance(15 * time.Second)
		if once(t, k); len(post.sent) != 1 || post.sent[0].ID == "" {
			t.Fatalf("sent %+v", post.sent)
		}
		message, err := w.Store.MessageOf(t.Context(), post.sent[0].JobID)
		if err != nil || message.State != models.MessageSent || message.ID != post.sent[0].ID {
			t.Errorf("kept %+v (%v): a second try must send the same message", message, err)
		}
	})
}

func TestWithoutAMailServerLettersAreKept(t *testing.T) {
	w := modeltest.New(t)
	k := worker(w, nil, nil)
	owe(w, w.Learner("Ada"))
	if n := once(t, k); n != 1 || once(t, k) != 0 {
		t.Errorf("%d jobs; a letter that is kept is done", n)
	}
}

func TestAJobIsGivenUpAfterItsLastTry(t *testing.T) {
	w := modeltest.New(t)
	tries := 0
	k := worker(w, nil, map[string]outbox.Do{kind: func(context.Context, models.Job, *outbox.Worker) error {
		tries++
		if tries%2 == 0 {
			panic("a fault")
		}
		return errors.New("it fails")
	}})
	owe(w, w.Learner("Ada"))
	for range 20 {
		once(t, k)
		w.Clock.Advance(time.Hour)
	}
	if tries != 8 {
		t.Errorf("tried %d times, want 8", tries)
	}
}

func TestAJobAboutWhatIsGoneIsDone(t *testing.T) {
	w := modeltest.New(t)
	k := worker(w, nil, map[string]outbox.Do{kind: func(context.Context, models.Job, *outbox.Worker) error { return models.ErrNotFound }})
	owe(w, w.Learner("Ada"))
	if once(t, k) != 1 || once(t, k) != 0 {
		t.Error("it is tried again")
	}
	w.Clock.Advance(time.Hour)
	if once(t, k) != 0 {
		t.Error("it is tried again later")
	}
}

func TestAJobOfAnUnknownKindDoesNotStopTheOthers(t *testing.T) {
	w := modeltest.New(t)
	post := &recorder{}
	k := worker(w, post, nil)
	ada := w.Learner("Ada")
	w.In(func(ctx context.Context, tx *store.Tx) error {
		return tx.Publish(ctx, models.Event{Act: "test.done", Subject: "people", SubjectID: ada.ID}, models.Job{Kind: "unknown", SubjectID: ada.ID}, models.Job{Kind: kind, SubjectID: ada.ID})
	})
	if once(t, k) != 2 || len(post.sent) != 1 {
		t.Errorf("sent %+v", post.sent)
	}
}

func TestAWorkerStopsWhenItIsTold(t *testing.T) {
	w := modeltest.New(t)
	ctx, stop := context.WithCancel(t.Context())
	stopped := make(chan struct{})
	go func() { worker(w, nil, nil).Run(ctx); close(stopped) }()
	stop()
	select {
	case <-stopped:
	case <-time.After(10 * time.Second):
		t.Error("it goes on")
	}
}

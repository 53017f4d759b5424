// Package outbox does what is owed because of what happened: it claims jobs under a lease and sends mail. A job is done
// at least once; the message of a job is kept once.
package outbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// Letter is a message before it is sent: to whom, and what it says. Calendar is an invitation that goes with it, or "".
type Letter struct {
	To       models.Person // without an ID: somebody whom the network does not know
	Subject  string
	Body     string // with models.SecretMark where a secret belongs
	Calendar string
	Secret   *Secret // nil for none
	// Topic is that of the letter, where the kind of its job says too little: people choose how they want the letters of each.
	Topic models.MailTopic
}

// Secret is a token that stands in the letter and nowhere else. Keep keeps its hash, in the transaction that keeps the
// message; it opens something of that id until a time.
type Secret struct {
	Token string
	Of    models.ID
	Until time.Time
	Keep  func(ctx context.Context, tx *store.Tx) error
}

// Post takes letters to people.
type Post interface {
	// Send delivers a message. The id is the same when it is sent again.
	Send(ctx context.Context, message models.Message) error
}

// Do does one job.
type Do func(ctx context.Context, job models.Job, w *Worker) error

// Worker does the jobs of a store.
type Worker struct {
	store *store.Store
	post  Post // nil: there is no mail server, and messages are kept
	kinds map[string]Do
}

// New makes a worker for the kinds of job given. Without a post it keeps the messages for administrators to see.
func New(s *store.Store, post Post, kinds map[string]Do) *Worker {
	return &Worker{store: s, post: post, kinds: kinds}
}

const (
	pause    = time.Second      // between looks for work, when there is none
	lease    = 2 * time.Minute  // how long a job may take before another worker may have it
	batch    = 20               // jobs claimed at once
	attempts = 8                // before a job is given up
	backoff  = 15 * time.Second // after the first failure; doubles
)

// Run does jobs until the context ends. It stops between jobs.
func (w *Worker) Run(ctx context.Context) {
	for ctx.Err() == nil {
		done, err := w.Once(ctx)
		if err != nil && ctx.Err() == nil {
			slog.ErrorContext(ctx, "look for jobs", "error", err)
		}
		if done > 0 && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
	}
}

// Once does the jobs that are due now, and tells how many it tried.
func (w *Worker) Once(ctx context.Context) (int, error) {
	jobs, err := w.store.ClaimJobs(ctx, batch, lease)
	if err != nil {
		return 0, err
	}
	for _, job := range jobs {
		if ctx.Err() != nil {
			break
		}
		if err := w.settle(ctx, job, w.do(ctx, job)); err != nil {
			return len(jobs), err
		}
	}
	return len(jobs), nil
}

func (w *Worker) do(ctx context.Context, job models.Job) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	do, found := w.kinds[job.Kind]
	if !found {
		return fmt.Errorf("no worker knows jobs of the kind %q", job.Kind)
	}
	return do(ctx, job, w)
}

// settle writes down how a job went: done, to be tried again later, or given up. The word outlives a stopping worker.
func (w *Worker) settle(ctx context.Context, job models.Job, problem error) error {
	ctx = context.WithoutCancel(ctx)
	return w.store.InTx(ctx, func(tx *store.Tx) error {
		switch {
		case problem == nil, errors.Is(problem, models.ErrNotFound):
			return tx.FinishJob(ctx, job)
		case job.Attempt >= attempts:
			slog.ErrorContext(ctx, "job given up", "kind", job.Kind, "job", job.ID, "error", problem)
			return tx.BuryJob(ctx, job, problem.Error())
		}
		wait := backoff << (job.Attempt - 1)
		return tx.RetryJob(ctx, job, tx.Now().Add(wait), problem.Error())
	})
}

// Mail makes a job that writes one letter about the job's subject and sends it.
func Mail(write func(ctx context.Context, subject models.ID) (Letter, error)) Do {
	return func(ctx context.Context, job models.Job, w *Worker) error {
		message, err := w.store.MessageOf(ctx, job.ID)
		switch {
		case errors.Is(err, models.ErrNotFound):
			message, err = w.write(ctx, job, write)
		case err == nil && message.SecretOf.Known() && message.State != models.MessageSent && w.post != nil:
			message, err = w.rewrite(ctx, job, message, write)
		}
		if err != nil || message.State == models.MessageSent || w.post == nil || !message.ID.Known() {
			return err
		}
		return w.send(ctx, message)
	}
}

// write keeps the message before it is sent, so that a second try sends the same. There is none, without an ID, where the
// person does not want it, or wants it with others.
func (w *Worker) write(ctx context.Context, job models.Job, write func(context.Context, models.ID) (Letter, error)) (models.Message, error) {
	letter, err := write(ctx, job.SubjectID)
	if err != nil {
		return models.Message{}, err
	}
	if held, err := w.hold(ctx, job, letter); held || err != nil {
		return models.Message{}, err
	}
	message := models.Message{JobID: job.ID, Calendar: letter.Calendar, State: models.MessageKept}
	if letter.To.ID.Known() {
		message.PersonID = &letter.To.ID
	}
	letter.into(&message)
	err = w.keep(ctx, letter, func(tx *store.Tx) error {
		message.CreatedAt = tx.Now()
		return tx.Add(ctx, &message)
	})
	return message, err
}

// rewrite puts another secret into a message that could not be sent: the time that a link works begins with its letter, and
// what was tried before may have been read on the way.
func (w *Worker) rewrite(ctx context.Context, job models.Job, message models.Message, write func(context.Context, models.ID) (Letter, error)) (models.Message, error) {
	letter, err := write(ctx, job.SubjectID)
	if err != nil {
		return message, err
	}
	letter.into(&message)
	return message, w.keep(ctx, letter, func(tx *store.Tx) error { return tx.RewriteMessage(ctx, message) })
}

func (l Letter) into(m *models.Message) {
	m.Recipient, m.Subject, m.Body = l.To.Email, l.Subject, l.Body
	m.Secret, m.SecretOf, m.SecretUntil = "", "", nil
	if l.Secret != nil {
		m.Secret, m.SecretOf, m.SecretUntil = l.Secret.Token, l.Secret.Of, &l.Secret.Until
	}
}

// keep keeps a message, and the hash of its secret where it has one.
func (w *Worker) keep(ctx context.Context, letter Letter, message func(tx *store.Tx) error) error {
	return w.store.InTx(ctx, func(tx *store.Tx) error {
		if letter.Secret != nil {
			if err := letter.Secret.Keep(ctx, tx); err != nil {
				return err
			}
		}
		return message(tx)
	})
}

func (w *Worker) send(ctx context.Context, message models.Message) error {
	message.Body = message.Text(w.store.Now())
	problem := w.post.Send(ctx, message)
	err := w.store.InTx(ctx, func(tx *store.Tx) error {
		if problem != nil {
			return tx.MarkMessage(ctx, message.ID, models.MessageFailed, problem.Error())
		}
		return tx.MarkMessage(ctx, message.ID, models.MessageSent, "")
	})
	return errors.Join(problem, err)
}

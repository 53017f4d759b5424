package handlers

import "github.com/labstack/echo/v4"

func (h *Handlers) courses(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) course(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) courseInterest(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) cohort(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) cohortCalendar(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) enrolPage(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) enrol(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) enrolment(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) withdrawPage(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) withdraw(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) offerPage(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) answerOffer(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) sessionCalendar(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) learning(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) newLogEntryPage(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) addLogEntry(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) logEntryPage(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) changeLogEntry(echo.Context) error { return echo.ErrNotImplemented }

package handlers

import "github.com/labstack/echo/v4"

func (h *Handlers) teaching(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) newCohortPage(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) planCohort(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) taughtCohort(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) cohortPeople(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) waitingList(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) register(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) sessionRegister(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) saveRegister(echo.Context) error { return echo.ErrNotImplemented }

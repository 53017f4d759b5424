package handlers

import "github.com/labstack/echo/v4"

func (h *Handlers) skills(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) skill(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) assessment(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) assessmentCheck(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) sendAssessment(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) assessmentSent(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) assessmentStep(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) saveAnswer(echo.Context) error { return echo.ErrNotImplemented }

package handlers

import "github.com/labstack/echo/v4"

func (h *Handlers) register(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) sessionRegister(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) saveRegister(echo.Context) error { return echo.ErrNotImplemented }

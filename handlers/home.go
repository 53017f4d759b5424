package handlers

import "github.com/labstack/echo/v4"

func (h *Handlers) home(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) help(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) privacy(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) accessibility(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) demand(echo.Context) error { return echo.ErrNotImplemented }

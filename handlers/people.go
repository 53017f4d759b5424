package handlers

import "github.com/labstack/echo/v4"

func (h *Handlers) signInPage(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) signIn(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) signInLinkPage(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) signInLink(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) signOut(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) account(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) changePassword(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) signOutEverywhere(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) welcomePage(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) welcome(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) people(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) makeSignInLink(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) outbox(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) message(echo.Context) error { return echo.ErrNotImplemented }

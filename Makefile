TOOL = go tool -modfile=tools/go.mod

.PHONY: run test generate lint fmt ci

run: ## a fresh demonstration network
	go run . demo

test:
	go test ./...

generate: ## views/*.templ -> views/*_templ.go
	$(TOOL) templ generate

lint:
	$(TOOL) golangci-lint run

fmt:
	$(TOOL) templ fmt .
	$(TOOL) golangci-lint fmt

ci:
	.ci/run

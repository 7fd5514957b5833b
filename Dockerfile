# An image of kubedog and what it needs to run, from the files that npm run release has made:
#   docker build --tag kubedog .
#   docker buildx build --platform linux/amd64,linux/arm64 --tag kubedog .
# With your own kubeconfig, which only you may read:
#   docker run --rm --user "$(id -u)" --volume "$HOME/.kube:/.kube:ro" kubedog follow deploy/web
# Plugins that a kubeconfig calls for credentials are not in it: add yours in an image FROM this one.

FROM --platform=$BUILDPLATFORM alpine:3 AS verified
ARG TARGETARCH
WORKDIR /release
COPY dist/release/SHA256SUMS dist/release/THIRD-PARTY-LICENSES.txt dist/release/kubedog-linux-$TARGETARCH-musl ./
# A sum that is missing is no sum that fits: without the count an empty list would pass.
RUN grep -E "  (THIRD-PARTY-LICENSES\.txt|kubedog-linux-$TARGETARCH-musl)\$" SHA256SUMS > sums \
    && [ "$(wc -l < sums)" -eq 2 ] \
    && sha256sum -c sums \
    && mv "kubedog-linux-$TARGETARCH-musl" kubedog \
    && chmod 755 kubedog

FROM alpine:3
RUN apk add --no-cache libstdc++
COPY --from=verified /release/kubedog /usr/local/bin/
COPY --from=verified /release/THIRD-PARTY-LICENSES.txt /usr/local/share/doc/kubedog/
USER 65532:65532
ENTRYPOINT ["kubedog"]

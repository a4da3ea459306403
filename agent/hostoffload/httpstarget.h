// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/config/hostconfig.h"
#include "agent/hostoffload/curl.h"

namespace muster::agent {

/// A web server that takes files by PUT (WebDAV and the like). That it answered well proves nothing: it has
/// to give the SHA-256 of what it has, or else that is read back.
class HttpsTarget : public HostTarget
{
public:
    explicit HttpsTarget(HostConfig config)
        : m_config(std::move(config))
    {
    }

    [[nodiscard]] Result<QByteArray> read(const QString &name, qint64 maxBytes,
                                          const std::stop_token &stop) override;
    [[nodiscard]] Result<HostFile> look(const QString &name, const std::stop_token &stop) override;
    [[nodiscard]] Result<void> put(const QString &name, const HostBlob &blob, bool replaces,
                                   const std::stop_token &stop) override;

private:
    /// A request for a file, with all that does not depend on what is wanted of it. Errors: those of secrets.
    [[nodiscard]] Result<Curl> request(const QString &name) const;
    [[nodiscard]] Result<void> get(const QString &name, const Curl::Sink &sink,
                                   const std::stop_token &stop) const;
    [[nodiscard]] QString where(const QString &name) const;

    HostConfig m_config;
};

} // namespace muster::agent

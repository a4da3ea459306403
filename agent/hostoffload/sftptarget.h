// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/config/hostconfig.h"
#include "agent/hostoffload/curl.h"

namespace muster::agent {

/// A folder of an SSH server. What was sent is read back; only then it gets its name.
class SftpTarget : public HostTarget
{
public:
    /// @param home a folder for what curl needs to know of hosts; made when it is needed
    SftpTarget(HostConfig config, QString home)
        : m_config(std::move(config))
        , m_home(std::move(home))
    {
    }

    [[nodiscard]] Result<QByteArray> read(const QString &name, qint64 maxBytes,
                                          const std::stop_token &stop) override;
    [[nodiscard]] Result<HostFile> look(const QString &name, const std::stop_token &stop) override;
    [[nodiscard]] Result<void> put(const QString &name, const HostBlob &blob, bool replaces,
                                   const std::stop_token &stop) override;

private:
    /// A request for a file, or for the folder when the name is empty. Errors: those of secrets.
    [[nodiscard]] Result<Curl> request(const QString &name) const;
    [[nodiscard]] Result<void> run(const Curl &curl, const QString &name, const HostBlob *body,
                                   const Curl::Sink &sink, const std::stop_token &stop) const;
    [[nodiscard]] Result<void> rename(const QString &from, const QString &to, bool replaces,
                                      const std::stop_token &stop) const;
    [[nodiscard]] Result<void> provideKnownHosts() const;
    [[nodiscard]] QString where(const QString &name) const;
    [[nodiscard]] QByteArray quotedPath(const QString &name) const;

    HostConfig m_config;
    QString m_home;
};

} // namespace muster::agent

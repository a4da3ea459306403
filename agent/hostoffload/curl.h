// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/hostoffload/hosttarget.h"

#include <QByteArrayList>

#include <optional>

namespace muster::agent {

/// One run of the program curl. Its configuration goes to it in memory: no secret is in its arguments, which
/// everybody on the machine can see.
class Curl
{
public:
    struct Answer
    {
        int exitCode = 0;
        int status = 0; ///< of HTTP; 0 when there was none
        QByteArray digest; ///< SHA-256 of the file, raw, where the answer gave it (RFC 9530, RFC 3230)
        QString complaint; ///< its own words when the exit code is not 0
    };
    using Sink = std::function<bool(QByteArrayView)>;

    /// @param url with what is special in it encoded
    explicit Curl(const QByteArray &url);

    /// An option as curl's manual names it, without the dashes.
    void set(const QByteArray &option);
    void set(const QByteArray &option, const QByteArray &value);
    void setHome(const QString &folder) { m_home = folder; } ///< where it finds .ssh/known_hosts

    /// Runs it. Blocks. @param body goes to its standard input; null for none
    /// @param sink gets what comes; false ends it
    /// Errors: Unsupported when there is no curl on this node; Cancelled; Timeout; TooLarge; those of body.
    [[nodiscard]] Result<Answer> run(const HostBlob *body, const Sink &sink,
                                     const std::stop_token &stop) const;

private:
    QByteArray m_settings;
    QString m_home;
};

/// What an exit code other than 0 means. @param where what was spoken to
[[nodiscard]] Error curlError(const Curl::Answer &answer, const QString &where);

/// The SHA-256 in a Repr-Digest or Digest header; empty when there is none.
[[nodiscard]] QByteArray digestIn(QByteArrayView header);

} // namespace muster::agent

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

#include <QByteArray>

#include <functional>
#include <memory>
#include <stop_token>

namespace muster::agent {

struct HostConfig;

/// Bytes to be put at the host's target. They can be made more than once, the same each time.
struct HostBlob
{
    /// The next piece, empty at the end.
    using Next = std::function<Result<QByteArray>()>;

    qint64 size = 0;
    QByteArray sha256; ///< raw
    QByteArray type; ///< as HTTP names it
    std::function<Result<Next>()> open;

    [[nodiscard]] static HostBlob of(const QByteArray &bytes, const QByteArray &type);
    /// SHA-256 of their first bytes, raw. Errors: those of open() and of Next, Cancelled.
    [[nodiscard]] Result<QByteArray> hashOfFirst(qint64 count, const std::stop_token &stop) const;
};

/// A file as it is at the target: all of it was read.
struct HostFile
{
    qint64 size = 0;
    QByteArray sha256; ///< raw
};

/// Where a host takes its dumps: a place of files with names. Blocks; for a thread of its own.
///
/// Errors of all: Forbidden when the target lets nobody in with these credentials; NotPaired when it could
/// not prove who it is; Unsupported, NotFound or Invalid with a `field` when this node lacks something;
/// Cancelled; Unavailable, Timeout, Io.
class HostTarget
{
public:
    virtual ~HostTarget() = default;

    /// The bytes of a small file. Errors: NotFound, TooLarge.
    [[nodiscard]] virtual Result<QByteArray> read(const QString &name, qint64 maxBytes,
                                                  const std::stop_token &stop) = 0;
    /// Errors: NotFound.
    [[nodiscard]] virtual Result<HostFile> look(const QString &name, const std::stop_token &stop) = 0;
    /// When it returns, the target has proven that it has these bytes under the name.
    /// @param replaces what is there under that name
    /// Errors: Conflict when something is there that is not to be replaced; Invalid when the target has other
    /// bytes than were sent.
    [[nodiscard]] virtual Result<void> put(const QString &name, const HostBlob &blob, bool replaces,
                                           const std::stop_token &stop) = 0;

    /// @param stateFolder of the agent; a folder of the target is made in it if it needs one
    [[nodiscard]] static std::unique_ptr<HostTarget> make(const HostConfig &config,
                                                          const QString &stateFolder);
};

[[nodiscard]] Error hostOffloadStopped();
/// What was put there is not what is there.
[[nodiscard]] Error otherBytes(const QString &where);
/// Something that is not Muster's to replace has the name.
[[nodiscard]] Error nameIsTaken(const QString &where);

} // namespace muster::agent

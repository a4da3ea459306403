// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/dump.h"
#include "shared/wire/filedescriptor.h"

#include <QHash>
#include <QStringList>

#include <functional>

namespace muster::agent {

/// What is known of dumps beside their folders, in one file: a line of JSON for each change, the last of a
/// dump counts. What a kill or a power loss tore off is no line; a line that cannot be read is left out.
/// Blocks on the disk. Belongs to one thread.
class DumpIndex
{
public:
    /// So many lines beyond two for each entry, and the file is written anew.
    static constexpr qsizetype SpareLines = 128;
    static constexpr qint64 MaxBytes = 1LL << 30;

    explicit DumpIndex(QString file)
        : m_file(std::move(file))
    {
    }

    /// The entries that it has, in no order. One that is not there has none. Errors: Io, TooLarge.
    [[nodiscard]] Result<QHash<QString, DumpEntry>> load();

    /// Each makes it durable before it returns. Errors: Io.
    [[nodiscard]] Result<void> put(const DumpEntry &entry);
    [[nodiscard]] Result<void> remove(const QStringList &ids);

    [[nodiscard]] bool isLong(qsizetype entries) const { return m_lines > 2 * entries + SpareLines; }
    /// Replaces the file by one with these only. Errors: Io; the old one is then still there.
    /// @param each calls what it is given with each of them
    [[nodiscard]] Result<void>
    rewrite(const std::function<void(const std::function<void(const DumpEntry &)> &)> &each);

private:
    [[nodiscard]] Result<void> append(const QByteArray &lines, qsizetype count);

    QString m_file;
    FileDescriptor m_open;
    qsizetype m_lines = 0;
    bool m_endsTorn = false; ///< the last bytes are no whole line
};

} // namespace muster::agent

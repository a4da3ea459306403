// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/wire/filedescriptor.h"

#include <QByteArrayView>

namespace muster::console {

/// The file that an archive grows in. Locked while it is open, so that two programs do not write one.
/// One thread at a time.
class PartFile
{
public:
    /// Opens what is there, or makes an empty one. Errors: Busy when another program has it; Io.
    [[nodiscard]] static Result<PartFile> open(const QString &path);

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] Result<qint64> size() const;
    /// The next write() goes there; what is behind is written over, or cut off by finish().
    void seek(qint64 offset) { m_at = m_flushed = offset; }
    [[nodiscard]] qint64 at() const { return m_at; }
    [[nodiscard]] Result<void> write(QByteArrayView bytes);
    /// Looks whether the disk has room for a file of so many bytes, and takes it if wished, where the file
    /// system can. Errors: Io, saying how much there is and how much is needed.
    [[nodiscard]] Result<void> reserve(qint64 bytes, bool takes);
    /// Cuts off what is behind at(), and makes the rest durable.
    [[nodiscard]] Result<void> finish();
    /// Reads without moving at(). @return bytes read; fewer only at the end
    [[nodiscard]] Result<qsizetype> readAt(qint64 offset, char *into, qsizetype size) const;

private:
    PartFile(QString path, FileDescriptor file);

    QString m_path;
    FileDescriptor m_file;
    qint64 m_at = 0;
    qint64 m_flushed = 0; ///< the disk was told to write up to there
};

} // namespace muster::console

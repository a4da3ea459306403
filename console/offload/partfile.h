// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/wire/filedescriptor.h"

#include <QByteArrayView>

#include <memory>

namespace muster::console {

/// The file that an archive grows in. Locked while it is open, so that two programs do not write one. Where
/// the file system can, bytes go around the system's cache: nobody reads them soon, and filling the cache
/// costs more than writing. One thread at a time.
class PartFile
{
public:
    /// So many are written at a time.
    static constexpr qint64 BufferBytes = 1024 * 1024;

    /// Opens what is there, or makes an empty one. Errors: Busy when another program has it; Io.
    [[nodiscard]] static Result<PartFile> open(const QString &path);

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] Result<qint64> size() const;
    /// The next write() goes there; what is behind is written over, or cut off by finish(). What is not in
    /// the file yet is forgotten.
    void seek(qint64 offset);
    /// Up to where bytes are in the file.
    [[nodiscard]] qint64 at() const { return m_at; }
    /// They are in the file after flush(), or sooner.
    [[nodiscard]] Result<void> write(QByteArrayView bytes);
    [[nodiscard]] Result<void> flush();
    /// Looks whether the disk has room for a file of so many bytes, and takes it where the file system can;
    /// finish() gives back what is too much. Errors: Io, saying how much there is and how much is needed.
    [[nodiscard]] Result<void> reserve(qint64 bytes);
    /// Cuts off what is behind at(), and makes the rest durable.
    [[nodiscard]] Result<void> finish();
    /// Reads without moving at(). @return bytes read; fewer only at the end
    [[nodiscard]] Result<qsizetype> readAt(qint64 offset, char *into, qsizetype size) const;

private:
    struct Free
    {
        void operator()(char *bytes) const;
    };
    PartFile(QString path, FileDescriptor file);
    [[nodiscard]] Result<void> writeOut(qint64 end);
    [[nodiscard]] Result<void> writeTo(qint64 end);

    QString m_path;
    FileDescriptor m_file;
    FileDescriptor m_direct; ///< the same file, around the cache; not open where that cannot be
    std::unique_ptr<char[], Free> m_buffer; ///< aligned as the file is: its first byte is of m_base
    qint64 m_base = 0; ///< a multiple of the alignment
    qint64 m_end = 0; ///< of what was given to write()
    qint64 m_at = 0;
    qint64 m_told = 0; ///< the disk was told to write up to there
};

} // namespace muster::console

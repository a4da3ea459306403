// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

#include <QString>

#include <span>

namespace muster::agent {

/// Where the bytes of a file are that has copies on other members: a file, or what is put together as it is
/// read. Always the same bytes. Blocks on the disk; from any thread.
class ReplicaSource
{
public:
    ReplicaSource() = default;
    ReplicaSource(const ReplicaSource &) = delete;
    ReplicaSource &operator=(const ReplicaSource &) = delete;
    virtual ~ReplicaSource() = default;

    /// For people: where it lies.
    [[nodiscard]] virtual QString place() const = 0;
    /// Bytes in all. Errors: NotFound, Io.
    [[nodiscard]] virtual Result<qint64> size() = 0;
    /// Fills `into` with the bytes from there on. @return how many: fewer at the end only. Errors: NotFound,
    /// Io.
    [[nodiscard]] virtual Result<qsizetype> read(qint64 offset, std::span<char> into) = 0;
};

/// One that is a file.
class ReplicaFile : public ReplicaSource
{
public:
    explicit ReplicaFile(QString path)
        : m_path(std::move(path))
    {
    }
    [[nodiscard]] QString place() const override { return m_path; }
    [[nodiscard]] Result<qint64> size() override;
    [[nodiscard]] Result<qsizetype> read(qint64 offset, std::span<char> into) override;

private:
    const QString m_path;
};

} // namespace muster::agent

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/field.h"
#include "shared/model/timestamp.h"
#include "shared/model/words.h"

#include <QDeadlineTimer>
#include <QList>
#include <QString>

#include <optional>

namespace muster::agent {

/// What a node keeps of an enrolment token: enough to check a proof, not enough to make one.
struct StoredToken
{
    QString verifier; ///< hex
    Role role = Role::Viewer;
    Timestamp createdAt{};
    Timestamp expiresAt{};
    std::optional<Timestamp> usedAt;

    static constexpr auto fields()
    {
        return std::tuple(
            field("verifier", &StoredToken::verifier, "What checks a proof, hex").between(1, 256),
            field("role", &StoredToken::role, "The role it gives"),
            field("createdAt", &StoredToken::createdAt, "When it was made"),
            field("expiresAt", &StoredToken::expiresAt, "Until when it is good"),
            field("usedAt", &StoredToken::usedAt, "When it was used"));
    }
};

/// The tokens of this node, durable. Used and late ones are kept for a day, so that whoever comes with one
/// can be told why it is not taken.
class TokenStore
{
public:
    static constexpr qsizetype MaxTokens = 100;

    /// Errors: Io; Invalid when the file cannot be understood.
    [[nodiscard]] static Result<TokenStore> open(const QString &file);

    /// Errors: QuotaExceeded when MaxTokens are neither used nor late; Io.
    [[nodiscard]] Result<void> add(const StoredToken &token);
    /// Marks it as used, on the disk. Errors: NotFound, Io.
    [[nodiscard]] Result<void> markUsed(const QString &verifier);

    struct Entry
    {
        StoredToken token;
        /// By the monotonic clock, so that a wall clock that is set does not revive or kill a token. After a
        /// restart what the wall clock says is left counts, at most the whole lifetime.
        QDeadlineTimer deadline;
    };
    [[nodiscard]] const QList<Entry> &entries() const { return m_entries; }

private:
    explicit TokenStore(QString file)
        : m_file(std::move(file))
    {
    }
    [[nodiscard]] Result<void> replace(const QList<Entry> &entries);

    QString m_file;
    QList<Entry> m_entries;
};

} // namespace muster::agent

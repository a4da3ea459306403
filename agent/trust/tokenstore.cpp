// SPDX-License-Identifier: Apache-2.0
#include "agent/trust/tokenstore.h"

#include "shared/model/codec.h"
#include "shared/store/atomicfile.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr std::chrono::hours Remembered{24};
constexpr qint64 MaxTokenFileBytes = 1024 * 1024;

struct TokenFile
{
    QList<StoredToken> tokens;

    static constexpr auto fields()
    {
        return std::tuple(field("tokens", &TokenFile::tokens, "All tokens, used and late ones too"));
    }
};

QDeadlineTimer deadlineOf(const StoredToken &token)
{
    const auto lifetime = std::max(token.expiresAt - token.createdAt, std::chrono::milliseconds(0));
    const auto left = std::clamp(token.expiresAt - now(), std::chrono::milliseconds(0), lifetime);
    return QDeadlineTimer(left);
}

bool isSpent(const TokenStore::Entry &entry)
{
    return entry.token.usedAt || entry.deadline.hasExpired();
}

bool isForgettable(const TokenStore::Entry &entry)
{
    return isSpent(entry) && now() - entry.token.usedAt.value_or(entry.token.expiresAt) > Remembered;
}

} // namespace

Result<TokenStore> TokenStore::open(const QString &file)
{
    TokenStore store(file);
    const auto text = readFile(file, MaxTokenFileBytes);
    if (!text && text.error().code == ErrorCode::NotFound)
        return store;
    if (!text)
        return fail(text.error());
    const auto tokens = fromJson<TokenFile>(*text, MaxTokenFileBytes);
    if (!tokens) {
        Error error = tokens.error();
        error.source = file;
        error.remedy = u"move the file away; tokens that are not used yet are lost with it"_s;
        return fail(error);
    }
    for (const StoredToken &token : tokens->tokens)
        store.m_entries.append({token, deadlineOf(token)});
    return store;
}

Result<void> TokenStore::add(const StoredToken &token)
{
    QList<Entry> entries = m_entries;
    entries.removeIf(isForgettable);
    while (entries.size() >= MaxTokens) {
        const auto spent = std::ranges::find_if(entries, isSpent);
        if (spent == entries.end()) {
            return fail({ErrorCode::QuotaExceeded,
                         u"%1 tokens wait to be used"_s.arg(MaxTokens),
                         {},
                         {},
                         u"use them, or wait until they expire"_s});
        }
        entries.erase(spent);
    }
    entries.append({token, QDeadlineTimer(token.expiresAt - token.createdAt)});
    return replace(entries);
}

Result<void> TokenStore::markUsed(const QString &verifier)
{
    QList<Entry> entries = m_entries;
    const auto found =
        std::ranges::find(entries, verifier, [](const Entry &entry) { return entry.token.verifier; });
    if (found == entries.end())
        return fail(ErrorCode::NotFound, u"there is no such token"_s);
    found->token.usedAt = now();
    return replace(entries);
}

Result<void> TokenStore::replace(const QList<Entry> &entries)
{
    TokenFile file;
    for (const Entry &entry : entries)
        file.tokens.append(entry.token);
    if (auto stored = replaceFile(m_file, toJson(file) + '\n'); !stored)
        return stored;
    m_entries = entries;
    return {};
}

} // namespace muster::agent

// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/scrubber.h"

#include "agent/dumps/scrubrules.h"

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

const auto KeyRule = u"private-key"_s;
constexpr QByteArrayView KeyBegin = "-----BEGIN ";
constexpr QByteArrayView KeyEnd = "-----END ";
constexpr QByteArrayView KeyTitle = "PRIVATE KEY-----";
constexpr auto Replaced = "<redacted:"_L1;
constexpr int MaxKeyHeaders = 4; ///< Proc-Type, DEK-Info

/// Words that stand where a secret would, and are none.
bool isNoSecret(QStringView value)
{
    static constexpr auto Words = {"null"_L1, "true"_L1, "false"_L1, "none"_L1, "yes"_L1, "no"_L1};
    const auto isWord = [value](QLatin1StringView word) {
        return value.compare(word, Qt::CaseInsensitive) == 0;
    };
    const auto isStar = [](QChar c) { return c == u'*'; };
    return value.startsWith(Replaced) || std::ranges::any_of(Words, isWord)
           || std::ranges::all_of(value, isStar);
}

/// Where a private key's first line begins in a line of text; -1 when none does.
qsizetype keyBeginIn(QByteArrayView line)
{
    const qsizetype begin = line.indexOf(KeyBegin);
    return begin >= 0 && line.indexOf(KeyTitle, begin) >= 0 ? begin : -1;
}

bool isBase64(QByteArrayView text)
{
    return std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+'
               || c == '/' || c == '=';
    });
}

} // namespace

Scrubber::Scrubber(const Pseudonyms &names, Sink sink)
    : m_names(names)
    , m_sink(std::move(sink))
{
}

qint64 Scrubber::total() const
{
    return std::accumulate(m_hits.cbegin(), m_hits.cend(), qint64(0));
}

bool Scrubber::feed(QByteArrayView text)
{
    while (!text.isEmpty()) {
        const qsizetype end = text.indexOf('\n');
        const qsizetype room = MaxLine - m_pending.size();
        if (end >= 0 && end < room) {
            m_pending += text.first(end + 1);
            text = text.sliced(end + 1);
            if (!take(std::exchange(m_pending, {})))
                return false;
            continue;
        }
        const qsizetype taken = std::min(room, text.size());
        m_pending += text.first(taken);
        text = text.sliced(taken);
        if (m_pending.size() < MaxLine)
            return true;
        const qsizetype space = m_pending.lastIndexOf(' ');
        const qsizetype cut = space > MaxLine / 2 ? space + 1 : m_pending.size();
        const QByteArray first = m_pending.first(cut);
        m_pending = m_pending.sliced(cut);
        if (!take(first))
            return false;
    }
    return true;
}

bool Scrubber::finish()
{
    return m_pending.isEmpty() || take(std::exchange(m_pending, {}));
}

bool Scrubber::take(QByteArrayView line)
{
    if (m_keyLines > 0 && isOfKey(line))
        return true;
    const qsizetype key = keyBeginIn(line);
    if (key < 0)
        return m_sink(scrubbed(line));
    ++m_hits[KeyRule];
    const QByteArray before = scrubbed(line.first(key));
    // In JSON and in logs a key may be in one line as a whole, with the ends of its lines escaped.
    const qsizetype end = line.indexOf(KeyEnd, key);
    const qsizetype title = end < 0 ? -1 : line.indexOf(KeyTitle, end);
    if (title < 0) {
        m_keyLines = 1;
        return m_sink(before + m_names.of(line.sliced(key)) + '\n');
    }
    const qsizetype next = title + KeyTitle.size();
    return m_sink(before + m_names.of(line.sliced(key, next - key))) && take(line.sliced(next));
}

/// Whether a line goes on with the private key that the text is in; else the key has ended.
bool Scrubber::isOfKey(QByteArrayView line)
{
    const QByteArrayView text = line.trimmed();
    const bool isLast = text.startsWith(KeyEnd);
    const bool isHeader = m_keyLines <= MaxKeyHeaders && text.contains(": ");
    const bool goesOn = m_keyLines < MaxKeyLines && (isLast || isHeader || isBase64(text));
    m_keyLines = goesOn && !isLast ? m_keyLines + 1 : 0;
    return goesOn;
}

QByteArray Scrubber::scrubbed(QByteArrayView line)
{
    // Latin-1 keeps every byte as it is.
    QString text = QString::fromLatin1(line);
    if (!scrubHint().match(text).hasMatch())
        return line.toByteArray();
    applyRules(text);
    return text.toLatin1();
}

void Scrubber::applyRules(QString &line)
{
    for (const ScrubRule &rule : scrubRules()) {
        QString result;
        qsizetype done = 0;
        auto matches = rule.pattern.globalMatch(line);
        while (matches.hasNext()) {
            const QRegularExpressionMatch match = matches.next();
            // One name may stand for several groups, of which one took part.
            int group = 1;
            while (group < match.lastCapturedIndex() && match.capturedStart(group) < 0)
                ++group;
            const QStringView secret = match.capturedView(group);
            if (secret.isEmpty() || isNoSecret(secret))
                continue;
            ++m_hits[rule.name];
            result += QStringView(line).sliced(done, match.capturedStart(group) - done);
            result += QLatin1StringView(m_names.of(secret.toLatin1()));
            done = match.capturedEnd(group);
        }
        if (done > 0)
            line = result + line.sliced(done);
    }
}

} // namespace muster::agent

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/dumps/pseudonyms.h"

#include <QMap>

#include <functional>

namespace muster::agent {

/// Takes secrets out of a text that flows through it, line by line; whatever the text is, it holds no more
/// than a line of it. Bytes that are no UTF-8 pass as they are.
class Scrubber
{
public:
    /// A longer line is cut in two where it has a space, else anywhere.
    static constexpr qsizetype MaxLine = 64 * 1024;
    /// A private key has no more lines than this; what pretends to be a longer one is text again.
    static constexpr int MaxKeyLines = 400;

    /// @return false when no more is wanted
    using Sink = std::function<bool(QByteArrayView)>;

    /// @param names outlives this
    Scrubber(const Pseudonyms &names, Sink sink);

    /// Both are false when the sink wants no more.
    bool feed(QByteArrayView text);
    bool finish();

    /// How many secrets were replaced, by rule.
    [[nodiscard]] const QMap<QString, qint64> &hits() const { return m_hits; }
    [[nodiscard]] qint64 total() const;

private:
    bool take(QByteArrayView line);
    [[nodiscard]] QByteArray scrubbed(QByteArrayView line);
    void applyRules(QString &line);
    bool isOfKey(QByteArrayView line);

    const Pseudonyms &m_names;
    Sink m_sink;
    QByteArray m_pending; ///< the beginning of a line
    int m_keyLines = 0; ///< of the private key that the text is in; 0 outside of one
    QMap<QString, qint64> m_hits;
};

} // namespace muster::agent

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/batch/table.h"

#include "shared/error.h"
#include "shared/model/codec.h"

#include <QByteArray>
#include <QByteArrayView>

#include <cstdio>

namespace muster::console {

/// Where a verb writes: results to one stream, words for the person at the terminal to the other.
/// Colour and width only where the stream is a terminal; no colour where NO_COLOR is set.
class Output
{
public:
    /// @param result, notes borrowed
    Output(std::FILE *result, std::FILE *notes, bool isJson);

    [[nodiscard]] bool isJson() const { return m_isJson; }

    /// One line of result, made safe.
    void line(const QString &text, Tone tone = Tone::Plain);
    void table(const Table &table);
    /// One line of JSON.
    void json(QByteArrayView document);
    template <typename T>
    void json(const T &value)
    {
        json(QByteArrayView(toJson(value)));
    }
    void bytes(QByteArrayView bytes);

    /// One line for the person, made safe.
    void note(const QString &text, Tone tone = Tone::Plain);
    /// A note of what failed.
    void fault(const Error &error);
    /// A line that the next progress() writes over; only where notes go to a terminal.
    void progress(const QString &text);

private:
    void clearProgress();

    std::FILE *m_result;
    std::FILE *m_notes;
    bool m_isJson;
    bool m_isColoured;
    bool m_notesAreColoured;
    bool m_notesAreTerminal;
    bool m_hasProgress = false;
    int m_width;
};

} // namespace muster::console

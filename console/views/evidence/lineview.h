// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/theme/theme.h"

#include <QTextEdit>

#include <optional>

namespace muster::console {

/// Lines to read and copy, as tall as they are up to a limit: a time, a mark, a text. The text is inserted as
/// text, never as markup.
class LineView : public QTextEdit
{
    Q_OBJECT
public:
    struct Line
    {
        QString lead = {}; ///< a time; all have one or none
        std::optional<Mark> mark = {};
        QString text = {};
        Colour colour = Colour::Text;
        int depth = 0; ///< steps to the right
        bool isMarked = false; ///< the one that all others are shown for
        friend bool operator==(const Line &, const Line &) = default;
    };

    explicit LineView(const Theme &theme, QWidget *parent = nullptr);

    void setLines(const QList<Line> &lines);
    [[nodiscard]] QString asText() const; ///< one line each

private:
    void fill();
    void fitHeight();
    void scroll();
    void insert(QTextCursor &cursor, const Line &line);
    void insertMark(QTextCursor &cursor, Mark mark);

    const Theme &m_theme;
    QList<Line> m_lines;
};

} // namespace muster::console

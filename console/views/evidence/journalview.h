// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/theme/theme.h"
#include "shared/model/unit.h"

#include <QTextEdit>

namespace muster::console {

/// Lines of a journal, read only: time, mark and colour by priority, message. The text is inserted as text,
/// never as markup.
class JournalView : public QTextEdit
{
    Q_OBJECT
public:
    explicit JournalView(const Theme &theme, QWidget *parent = nullptr);

    void setLines(const QList<JournalLine> &lines);
    [[nodiscard]] static QString asText(const QList<JournalLine> &lines);

private:
    void fill();
    void fitHeight();
    void insert(QTextCursor &cursor, const JournalLine &line);
    void insertMark(QTextCursor &cursor, Mark mark);

    const Theme &m_theme;
    QList<JournalLine> m_lines;
};

} // namespace muster::console

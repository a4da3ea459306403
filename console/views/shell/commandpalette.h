// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/shell/commandlist.h"

#include <QWidget>

class QLineEdit;
class QListView;

namespace muster::console {

class Label;
class Theme;

/// Find or do anything: a field and what matches, over the window. Up, Down, Enter and Escape work while one
/// types.
class CommandPalette : public QWidget
{
    Q_OBJECT
public:
    CommandPalette(const Theme &theme, QWidget *window);

    void open(const QList<Command> &commands);
    [[nodiscard]] QLineEdit &field() { return *m_field; }

    bool eventFilter(QObject *watched, QEvent *event) override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void place();
    void runCurrent();
    void close();
    [[nodiscard]] bool moveBy(int key);

    const Theme &m_theme;
    CommandList m_commands;
    QLineEdit *m_field;
    QListView *m_list;
    Label *m_nothing;
};

} // namespace muster::console

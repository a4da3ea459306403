// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/theme/theme.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace muster::console {

class Label;

/// In place of a list that shows nothing: why, and what to do about it.
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyState(const Theme &theme, QWidget *parent = nullptr);

    /// @param action text of the button; no button when empty
    void set(Mark mark, const QString &title, const QString &detail, const QString &action = {});

Q_SIGNALS:
    void actionWanted();

private:
    void showMark();

    const Theme &m_theme;
    Mark m_mark = Mark::Unknown;
    QLabel *m_picture;
    Label *m_title;
    Label *m_detail;
    QPushButton *m_action;
};

} // namespace muster::console

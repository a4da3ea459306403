// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/theme/theme.h"

#include <QWidget>

class QPushButton;

namespace muster::console {

class Label;

/// A strip that says what one must know of all that is below it, with what can be done about it.
class Banner : public QWidget
{
    Q_OBJECT
public:
    explicit Banner(const Theme &theme, QWidget *parent = nullptr);

    /// @param action text of the button; no button when empty
    void set(Mark mark, const QString &text, const QString &action = {});
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void actionWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Mark m_mark = Mark::Unknown;
    Label *m_text;
    QPushButton *m_action;
};

} // namespace muster::console

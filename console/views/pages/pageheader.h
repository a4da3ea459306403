// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/theme/theme.h"

#include <QWidget>

class QHBoxLayout;
class QPushButton;

namespace muster::console {

class Badge;
class Label;

/// Title, health, one sentence of truth, and the page's main actions at the right.
class PageHeader : public QWidget
{
    Q_OBJECT
public:
    explicit PageHeader(const Theme &theme, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    void setBadge(Mark mark, const QString &text);
    void setSentence(const QString &sentence);
    QPushButton *addAction(const QString &text, bool isMain = false);

private:
    Label *m_title;
    Badge *m_badge;
    Label *m_sentence;
    QHBoxLayout *m_actions;
};

} // namespace muster::console

/** First names that are common here, in small letters, without those that are as often another word. */
export const firstNames: ReadonlySet<string> = new Set(
  `aaliyah aaron abbie abby abdi abdul abigail adam adaeze adele aidan aisha aishah alan alana albert alex alexa
alexander alexandra alfie ali alice alicia alina alisha alison allan amanda amara amber amelia amina amir amira
amy ana anastasia andre andrea andrei andrew angela angelica anita ann anna annabel anne annie anthony antonio
archie ariana arthur asha ashley ashleigh ava ayaan ayesha ayse barbara becky ben benjamin bella beth bethany
bianca billy blessing bobby bradley brandon brian bridget brooke caitlin callum cameron candice carl carla carly
carmen caroline carol catherine cerys chanel chantelle charlene charles charlie charlotte chelsea cheryl chloe
chris christian christina christine christopher ciara claire clare claudia colin connor corey courtney craig
crystal daisy dale damian dan daniel daniela danielle danny darren dave david dawn debbie deborah declan demi
denise dennis destiny diana diane dominic donna dorothy dylan ebony eddie edward eileen elaine eleanor elena
elijah elizabeth ella ellen ellie elliot eloise elsie emily emma eric erin esme ethan eva eve evie ezra faith
farah fatima fatou felicity femi fiona florence fran frances francesca frankie freddie freya gabriel gabriella
gareth gary gavin gemma geoff george georgia georgina gerald gina glen gloria grace graham habiba hamza hannah
harriet harry harvey hassan hayley hazel heather heidi helen henry holly hollie hugo hussein ian ibrahim imani
imogen india ines ioana irene isaac isabel isabella isabelle isla ivan ivy jackie jacob jacqueline jade jake
jamal jamelia james jamie jan jane janet janice jasmin jasmine jason jayden jayne jean jenna jennifer jenny jerome
jess jessica jessie jill jimmy joan joanna joanne jodie joe joel john johnny jon jonathan jordan jose joseph josh
joshua joy joyce juan jude judith julia julian julie june justin kaden kai karen karim karl kate katherine kathleen
kathy katie katy kayla kayleigh keith kelly kelsey ken kenneth kerry kev kevin khadija kieran kim kimberley
kirsty kofi kwame kyle lacey lara lateefah latoya laura lauren layla leah leanne lee leila lena leo leon leonie
leroy lesley lewis lexi liam libby lily linda lisa logan lola lorraine louis louisa louise luca lucas lucy luke
lydia mackenzie maddie madison maisie malachi malik mandy marcus margaret maria mariam marie marilyn marlon martha
martin mary maryam matilda matt matthew maureen maya megan mehmet mel melanie melissa mia michael michelle mick
mikey millie mina miriam mo mohamed mohammad mohammed molly monica morgan muhammad musa mustafa myra nadia nadine
naomi nasra natalia natalie natasha nathan neil nia niamh nicholas nicola nicole nigel nikita nina noah nora
olivia ollie olu omar oscar owen paige pamela patricia patrick paul paula pauline penny perry pete peter phil philip
phoebe poppy precious priya rachel rahim raj ralph ramon raymond rebecca reece regina rhys ria richard ricky riley
rita roberta robert robin robyn rochelle rohan roger ron ronnie rosalind rosie roxanne ruby russell ruth ryan
sabrina sade saffron sam samantha samia samira samuel sandra sanjay sara sarah sasha scarlett scott sean selina
shabnam shaniqua shanice shannon sharon shaun sheila shelley shirley shona simon sofia sonia sophia sophie stacey
stan stella stephanie stephen steve steven stuart summaya susan suzanne sylvia tamara tamika tanya tara tariq
tasha taylor ted teresa terry tessa theo theresa thomas tia tiffany tim tina toby tom tommy toni tony tracey tracy
trevor tyler tyrone valerie vanessa vera veronica vicky victoria vincent wayne wendy wesley william yasmin yasmine
yolanda yusuf yvonne zac zach zachary zainab zara zoe`.split(/\s+/),
)
